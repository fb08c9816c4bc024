#include <curl/curl.h>

void set(CURL *h) {
    // ruleid: c-curl-no-tls-verify
    curl_easy_setopt(h, CURLOPT_SSL_VERIFYPEER, 0L);
    // ruleid: c-curl-no-tls-verify
    curl_easy_setopt(h, CURLOPT_SSL_VERIFYHOST, 0);
    // ok: c-curl-no-tls-verify
    curl_easy_setopt(h, CURLOPT_SSL_VERIFYPEER, 1L);
    // ok: c-curl-no-tls-verify
    curl_easy_setopt(h, CURLOPT_SSL_VERIFYHOST, 2L);
}
