// libzstd (Debian: libzstd-dev): compression, RFC 8878.
#include <zstd.h>
