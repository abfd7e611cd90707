#include "CPhoneNumber.h"

#include <cstring>
#include <string>

#include <phonenumbers/phonenumberutil.h>
#include <phonenumbers/shortnumberinfo.h>

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;
using i18n::phonenumbers::ShortNumberInfo;

namespace {

// Shortens rather than overflows; both fields are larger than any number of 17 digits.
template <size_t Size> void copy(const std::string &from, char (&to)[Size]) {
    const size_t length = from.size() < Size - 1 ? from.size() : Size - 1;
    std::memcpy(to, from.data(), length);
    to[length] = '\0';
}

CPhoneStatus statusOf(PhoneNumberUtil::ErrorType error) {
    switch (error) {
    case PhoneNumberUtil::NO_PARSING_ERROR: return CPhoneOK;
    case PhoneNumberUtil::INVALID_COUNTRY_CODE_ERROR: return CPhoneUnknownCountry;
    case PhoneNumberUtil::NOT_A_NUMBER: return CPhoneNotANumber;
    case PhoneNumberUtil::TOO_SHORT_AFTER_IDD: return CPhoneTooShort;
    case PhoneNumberUtil::TOO_SHORT_NSN: return CPhoneTooShort;
    case PhoneNumberUtil::TOO_LONG_NSN: return CPhoneTooLong;
    }
    return CPhoneLibraryFailure;
}

CPhoneStatus statusOf(PhoneNumberUtil::ValidationResult length) {
    switch (length) {
    case PhoneNumberUtil::IS_POSSIBLE: return CPhoneOK;
    case PhoneNumberUtil::IS_POSSIBLE_LOCAL_ONLY: return CPhoneAreaCodeMissing;
    case PhoneNumberUtil::INVALID_COUNTRY_CODE: return CPhoneUnknownCountry;
    case PhoneNumberUtil::TOO_SHORT: return CPhoneTooShort;
    case PhoneNumberUtil::INVALID_LENGTH: return CPhoneNotANumber;
    case PhoneNumberUtil::TOO_LONG: return CPhoneTooLong;
    }
    return CPhoneLibraryFailure;
}

CPhoneKind kindOf(PhoneNumberUtil::PhoneNumberType type) {
    switch (type) {
    case PhoneNumberUtil::MOBILE: return CPhoneMobile;
    case PhoneNumberUtil::FIXED_LINE_OR_MOBILE: return CPhoneFixedOrMobile;
    case PhoneNumberUtil::UNKNOWN: return CPhoneUnassigned;
    default: return CPhoneOther;
    }
}

CPhoneStatus parse(const char *text, const char *region, CPhoneReading *result) {
    const PhoneNumberUtil *plans = PhoneNumberUtil::GetInstance();
    PhoneNumber number;
    CPhoneStatus status = statusOf(plans->Parse(text, region, &number));
    if (status != CPhoneOK) return status;
    status = statusOf(plans->IsPossibleNumberWithReason(number));
    if (status != CPhoneOK) return status;
    // GetNumberType says UNKNOWN exactly when the number lies in no assigned range.
    result->kind = kindOf(plans->GetNumberType(number));
    result->mobileLength = plans->IsPossibleNumberForType(number, PhoneNumberUtil::MOBILE);
    const bool domestic = plans->GetCountryCodeForRegion(region) == number.country_code();
    std::string written;
    plans->Format(number, PhoneNumberUtil::E164, &written);
    copy(written, result->e164);
    plans->Format(
        number, domestic ? PhoneNumberUtil::NATIONAL : PhoneNumberUtil::INTERNATIONAL, &written);
    copy(written, result->display);
    return CPhoneOK;
}

bool isShortNumber(const char *digits, const char *region) {
    PhoneNumber number;
    if (PhoneNumberUtil::GetInstance()->Parse(digits, region, &number)
        != PhoneNumberUtil::NO_PARSING_ERROR)
        return false;
    const ShortNumberInfo plans;
    return plans.IsPossibleShortNumberForRegion(number, region)
        || plans.IsEmergencyNumber(digits, region);
}

} // namespace

CPhoneStatus CPhoneParse(const char *text, const char *region, CPhoneReading *result) {
    try {
        return parse(text, region, result);
    } catch (...) {
        return CPhoneLibraryFailure;
    }
}

bool CPhoneIsShortNumber(const char *digits, const char *region) {
    try {
        return isShortNumber(digits, region);
    } catch (...) {
        return false;
    }
}

bool CPhoneKnowsRegion(const char *region) {
    try {
        return PhoneNumberUtil::GetInstance()->GetCountryCodeForRegion(region) != 0;
    } catch (...) {
        return false;
    }
}
