// libcsv (Debian: libcsv-dev): splits bytes into cells and rows.
#include <csv.h>
