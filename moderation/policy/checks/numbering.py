"""The numbering plans of the world's regions, and the regions of a language and of a time zone."""

from collections.abc import Iterable
from functools import lru_cache

import phonenumbers
from phonenumbers.tzdata import TIMEZONE_DATA

DEFAULT_REGIONS = ("US", "GB")
# Where a language is the first of most people; larger regions come first.
REGIONS = {
    "en": ("US", "GB"), "de": ("DE", "AT", "CH"), "es": ("ES", "MX", "AR", "CO"), "fr": ("FR", "BE", "CH", "CA"),
    "pt": ("BR", "PT"), "it": ("IT", "CH"), "nl": ("NL", "BE"), "pl": ("PL",), "ru": ("RU", "KZ"), "uk": ("UA",),
    "cs": ("CZ",), "sk": ("SK",), "hu": ("HU",), "ro": ("RO",), "bg": ("BG",), "hr": ("HR", "BA"), "sr": ("RS", "BA"),
    "sl": ("SI",), "el": ("GR", "CY"), "tr": ("TR",), "sv": ("SE",), "da": ("DK",), "no": ("NO",), "nb": ("NO",),
    "nn": ("NO",), "fi": ("FI",), "et": ("EE",), "lv": ("LV",), "lt": ("LT",), "is": ("IS",), "ga": ("IE",),
    "ja": ("JP",), "ko": ("KR",), "zh": ("CN", "TW", "HK"), "hi": ("IN",), "bn": ("BD", "IN"), "ta": ("IN", "LK"),
    "ur": ("PK", "IN"), "id": ("ID",), "ms": ("MY", "SG"), "tl": ("PH",), "vi": ("VN",), "th": ("TH",),
    "ar": ("SA", "EG", "AE", "MA"), "he": ("IL",), "fa": ("IR",), "ca": ("ES",), "eu": ("ES",), "gl": ("ES",),
}  # fmt: skip
# Zones that the library of numbers knows by no name, or by the numbers of a neighbour.
OF_ZONES = {
    "Africa/Algiers": "DZ", "Africa/Casablanca": "MA", "Africa/Nairobi": "KE", "Africa/Tripoli": "LY",
    "America/Chicago": "US", "America/Detroit": "US", "America/Monterrey": "MX", "America/Montreal": "CA",
    "America/Toronto": "CA", "America/Vancouver": "CA", "America/Edmonton": "CA", "America/Winnipeg": "CA",
    "America/Halifax": "CA", "America/Regina": "CA", "America/St_Johns": "CA", "America/Jamaica": "JM",
    "America/Puerto_Rico": "PR", "America/Santo_Domingo": "DO", "America/Port_of_Spain": "TT",
    "Asia/Istanbul": "TR", "Asia/Kathmandu": "NP", "Asia/Kolkata": "IN", "Asia/Kuala_Lumpur": "MY", "Asia/Macau": "MO",
    "Asia/Saigon": "VN", "Asia/Seoul": "KR", "Asia/Shanghai": "CN", "Asia/Tel_Aviv": "IL", "Asia/Yangon": "MM",
    "Atlantic/Canary": "ES", "Atlantic/Reykjavik": "IS", "Europe/Belfast": "GB", "Europe/Belgrade": "RS",
    "Europe/Bucharest": "RO", "Europe/Dublin": "IE", "Europe/Guernsey": "GG", "Europe/Isle_of_Man": "IM",
    "Europe/Kiev": "UA", "Europe/Kyiv": "UA", "Europe/London": "GB", "Europe/Minsk": "BY", "Europe/Moscow": "RU",
    "Europe/Nicosia": "CY", "Europe/Paris": "FR", "Europe/Riga": "LV", "Europe/Tallinn": "EE", "Europe/Vilnius": "LT",
}  # fmt: skip
# Where nobody leaves out the zero before a number.
WITH_ZERO = {
    *("AT", "AU", "BE", "CH", "DE", "EG", "FI", "FR", "GB", "HR", "IE", "JP", "LI"),
    *("MA", "NL", "NZ", "RO", "RS", "SE", "SI", "SK", "TR", "UA", "ZA"),
}
OF_FOLDERS = {
    "America/Argentina": "AR",
    "America/Indiana": "US",
    "America/Kentucky": "US",
    "Australia": "AU",
    "US": "US",
}


def is_region(region: str) -> bool:
    return region in phonenumbers.SUPPORTED_REGIONS


def regions_of_language(language: str) -> tuple[str, ...]:
    """Return the regions of a language such as de or pt-BR, whose own region comes first."""
    code, _, region = language.replace("_", "-").partition("-")
    named = (region.upper(),) if is_region(region.upper()) else ()
    return tuple(dict.fromkeys((*named, *REGIONS.get(code.lower(), ()))))


@lru_cache(maxsize=1_000)
def regions_of_zone(zone: str) -> tuple[str, ...]:
    """Return the region of a time zone such as Europe/Berlin, or none."""
    region = OF_ZONES.get(zone) or next((OF_FOLDERS[f] for f in folders_of(zone) if f in OF_FOLDERS), "")
    return (region,) if region else tuple(regions_by_number(zone))


def folders_of(zone: str) -> Iterable[str]:
    parts = zone.split("/")
    return ("/".join(parts[:count]) for count in range(len(parts)))


def regions_by_number(zone: str) -> Iterable[str]:
    """Yield the first region of the calling code whose numbers are in a zone."""
    for code, (first, *_) in phonenumbers.COUNTRY_CODE_TO_REGION_CODE.items():
        if zone in TIMEZONE_DATA.get(str(code), ()):
            yield first
            return


def is_possible(number: str, region: str = "") -> bool:
    """Tell whether a number has as many digits as those of a region, or of its calling code when it begins with +."""
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(number, region or None))
    except phonenumbers.NumberParseException:
        return False


def is_valid(number: str, region: str) -> bool:
    """Tell whether a number is one of a region, as it is written there, or of any region when it begins with +."""
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, region or None))
    except phonenumbers.NumberParseException:
        return False


def national_digits(number: str, regions: Iterable[str]) -> str:
    """Return the digits of a number without calling code and leading zero."""
    for region in (None, *regions):
        try:
            return str(phonenumbers.parse(number, region).national_number)
        except phonenumbers.NumberParseException:
            continue
    return "".join(filter(str.isdecimal, number)).lstrip("0")
