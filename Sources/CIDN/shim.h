// libidn2 (Debian: libidn2-dev): international domain names, RFC 5890 to 5893 and UTS 46.
#include <idn2.h>
