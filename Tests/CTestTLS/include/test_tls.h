#ifndef TEST_TLS_H
#define TEST_TLS_H

/* The server's side of TLS for the scripted relay: OpenSSL over a descriptor that is already open. */

void *test_tls_accept(int descriptor, const char *certificate, const char *key);
int test_tls_read(void *session, void *bytes, int count);
int test_tls_write(void *session, const void *bytes, int count);
void test_tls_free(void *session);

#endif
