#include "test_tls.h"

#include <openssl/ssl.h>
#include <signal.h>

void *test_tls_accept(int descriptor, const char *certificate, const char *key) {
    signal(SIGPIPE, SIG_IGN); /* OpenSSL writes without MSG_NOSIGNAL */
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    if (!context) return NULL;
    SSL *session = NULL;
    if (SSL_CTX_use_certificate_chain_file(context, certificate) == 1
        && SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) == 1)
        session = SSL_new(context);
    SSL_CTX_free(context);
    if (!session) return NULL;
    SSL_set_fd(session, descriptor);
    if (SSL_accept(session) == 1) return session;
    SSL_free(session);
    return NULL;
}

int test_tls_read(void *session, void *bytes, int count) {
    int result = SSL_read(session, bytes, count);
    return result > 0 ? result : 0;
}

int test_tls_write(void *session, const void *bytes, int count) {
    return SSL_write(session, bytes, count);
}

void test_tls_free(void *session) {
    SSL_free(session);
}
