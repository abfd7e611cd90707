#ifndef CONVOKE_CCURL_SHIM_H
#define CONVOKE_CCURL_SHIM_H

#include <curl/curl.h>

/* Swift does not import C functions with a variable argument list, and libcurl's setters and getters
 * are such functions. There is one of ours for each type of value. */

static inline CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode ccurl_set_string(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode ccurl_set_pointer(CURL *easy, CURLoption option, void *value) {
    return curl_easy_setopt(easy, option, value);
}

typedef size_t (*ccurl_data_function)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode ccurl_set_data_function(CURL *easy, CURLoption option,
                                               ccurl_data_function function) {
    return curl_easy_setopt(easy, option, function);
}

typedef int (*ccurl_debug_function)(CURL *easy, curl_infotype kind, char *bytes, size_t count,
                                    void *context);

static inline CURLcode ccurl_set_debug_function(CURL *easy, ccurl_debug_function function) {
    return curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, function);
}

typedef int (*ccurl_progress_function)(void *context, curl_off_t to_load, curl_off_t loaded,
                                       curl_off_t to_send, curl_off_t sent);

static inline CURLcode ccurl_set_progress_function(CURL *easy, ccurl_progress_function function) {
    return curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, function);
}

static inline CURLcode ccurl_get_long(CURL *easy, CURLINFO which, long *value) {
    return curl_easy_getinfo(easy, which, value);
}

static inline CURLcode ccurl_get_offset(CURL *easy, CURLINFO which, curl_off_t *value) {
    return curl_easy_getinfo(easy, which, value);
}

static inline CURLcode ccurl_get_string(CURL *easy, CURLINFO which, const char **value) {
    return curl_easy_getinfo(easy, which, value);
}

static inline CURLcode ccurl_get_socket(CURL *easy, curl_socket_t *value) {
    return curl_easy_getinfo(easy, CURLINFO_ACTIVESOCKET, value);
}

/* A macro that Swift does not import. */
static inline CURLcode ccurl_global_start(void) {
    return curl_global_init(CURL_GLOBAL_DEFAULT);
}

#endif
