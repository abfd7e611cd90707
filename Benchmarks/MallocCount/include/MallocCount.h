#ifndef CONVOKE_MALLOC_COUNT_H
#define CONVOKE_MALLOC_COUNT_H

/* How often malloc was called in this process so far, by whatever thread. */
long malloc_count(void);

#endif
