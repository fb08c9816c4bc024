#include <stdlib.h>

void make(unsigned char *session_id, int *dice) {
    // ruleid: c-rand-for-secret
    session_id[0] = rand() & 0xff;
    // ruleid: c-rand-for-secret
    int token = (int)random();
    // ok: c-rand-for-secret
    *dice = rand() % 6;
    // ok: c-rand-for-secret
    int nonce = secure_random();
}
