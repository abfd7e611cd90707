// The door to cmark-gfm: CommonMark with GitHub's tables and autolinks, as Debian ships it.
#ifndef CONVOKE_CMARKDOWN_H
#define CONVOKE_CMARKDOWN_H

#include <cmark-gfm.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm-core-extensions.h>

#endif
