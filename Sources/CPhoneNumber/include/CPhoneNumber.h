// libphonenumber (Debian: libphonenumber-dev) is C++; this is the C that Swift can call.
// No exception leaves these functions, and nothing in them is shared between calls, so that they may
// be called from several threads at once.
#ifndef CONVOKE_CPHONENUMBER_H
#define CONVOKE_CPHONENUMBER_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What came of reading a number.
typedef enum __attribute__((enum_extensibility(closed))) {
    CPhoneOK = 0,
    /// There is no such country code, or none is given and the region is unknown.
    CPhoneUnknownCountry,
    CPhoneNotANumber,
    CPhoneTooShort,
    CPhoneTooLong,
    /// A number of this region, but without its area code.
    CPhoneAreaCodeMissing,
    /// The library itself failed.
    CPhoneLibraryFailure,
} CPhoneStatus;

/// What the numbering plan says a number is.
typedef enum __attribute__((enum_extensibility(closed))) {
    CPhoneOther = 0,
    CPhoneMobile,
    CPhoneFixedOrMobile,
    /// The length is possible, but the plan known to the library has no such range.
    CPhoneUnassigned,
} CPhoneKind;

typedef struct {
    CPhoneKind kind;
    /// Whether a mobile number of that country may have this length.
    bool mobileLength;
    char e164[32];
    /// As it is written inside its own country when that is the given region, else international.
    char display[48];
} CPhoneReading;

/// Reads `text` (UTF-8) as somebody in `region` (ISO 3166) would dial it.
CPhoneStatus CPhoneParse(const char *text, const char *region, CPhoneReading *result);

/// Whether `digits` can be a short number of the region, such as 113.
bool CPhoneIsShortNumber(const char *digits, const char *region);

/// Whether the library has a numbering plan for this region.
bool CPhoneKnowsRegion(const char *region);

#ifdef __cplusplus
}
#endif

#endif
