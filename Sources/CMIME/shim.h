// The door to a function of the C library that its headers show only to GNU's dialect.
#ifndef CONVOKE_CMIME_H
#define CONVOKE_CMIME_H

#include <stddef.h>

extern void *memmem(const void *haystack, size_t haystack_count, const void *needle, size_t count);

#endif
