#include "MallocCount.h"

#include <stdatomic.h>
#include <stddef.h>

/* glibc's own malloc under its other name: the program's malloc stands before it and counts. */
extern void *__libc_malloc(size_t size);

static atomic_long calls;

void *malloc(size_t size) {
    atomic_fetch_add_explicit(&calls, 1, memory_order_relaxed);
    return __libc_malloc(size);
}

long malloc_count(void) {
    return atomic_load_explicit(&calls, memory_order_relaxed);
}
