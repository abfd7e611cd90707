// libical (Debian: libical-dev): calendar entries, RFC 5545 and 5546.
#include <libical/ical.h>
