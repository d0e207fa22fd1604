"""Read time zones as sources abbreviate them."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

# Minutes east of Greenwich, with the names that mean this zone alone.
NAMED_AT = {
    0: "Z UTC GMT UT WET", 60: "WEST CET MEZ WAT", 120: "CEST MESZ EET CAT SAST", 180: "EEST MSK EAT", 300: "PKT",
    420: "WIB ICT", 480: "WITA AWST HKT SGT PHT", 540: "JST KST WIT", 570: "ACST", 600: "AEST", 630: "ACDT",
    660: "AEDT", 720: "NZST", 780: "NZDT", -150: "NDT", -180: "BRT", -240: "EDT", -300: "EST", -360: "MDT",
    -420: "MST PDT", -480: "AKDT", -540: "AKST", -600: "HST",
}  # fmt: skip
ZONES = {name: minutes for minutes, names in NAMED_AT.items() for name in names.split()}
# These mean one zone only to somebody who lives there.
AMBIGUOUS = {
    "AST": "Atlantic and Arabia",
    "BST": "Britain in summer and Bangladesh",
    "CDT": "North America and Cuba",
    "CST": "North America, China and Cuba",
    "GST": "the Gulf and South Georgia",
    "IST": "India, Israel and Ireland",
    "NST": "Newfoundland and Nepal",
    "PST": "North America and the Philippines",
    "SST": "Samoa and Singapore",
}
NAMES = "|".join(sorted([*ZONES, *AMBIGUOUS], key=len, reverse=True))
# A bare offset needs two digits, or it would be a dash and a day.
ZONE = rf"(?:UTC|GMT|UT) ?[+-]\d\d?(?::?\d\d)?(?!\d)|[+-]\d\d(?::?\d\d)?(?!\d)|(?:{NAMES}|utc|gmt|z)\b"
OFFSET = re.compile(r"(?:UTC|GMT|UT)? ?([+-])(\d\d?):?(\d\d)?", re.ASCII)
# At the end of a column's name, behind a word or in brackets.
NAMED = re.compile(
    rf"(?:[\s_.([-]|(?-i:(?<=[a-z])(?=[A-Z])))((?:UTC|GMT) ?[+-]\d\d?(?::?\d\d)?|{NAMES})\s?[)\]]?",
    re.ASCII | re.IGNORECASE,
)
UNIVERSAL_FIRST = re.compile(r"(?:UTC|GMT)[\s_-]", re.IGNORECASE)


@lru_cache(1000)
def zone_of(said: str) -> tzinfo | None:
    """Return the zone of an offset or an abbreviation.

    Returns None for an abbreviation of several zones. Raises ValueError for an offset that no zone has.
    """
    name = said.upper()
    if name in AMBIGUOUS:
        return None
    if name not in ZONES:
        return _of_offset(name)
    return timezone(timedelta(minutes=ZONES[name])) if ZONES[name] else UTC


def _of_offset(said: str) -> tzinfo:
    match = OFFSET.fullmatch(said)
    if not match or int(match[3] or 0) > 59:
        raise ValueError(said)
    offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return timezone(-offset if match[1] == "-" else offset)


def local_zone(said: str, when: datetime, zone: tzinfo) -> tzinfo | None:
    """Return the offset of `zone` if this abbreviation is used there at that time."""
    for fold in (0, 1):
        local = when.replace(tzinfo=zone, fold=fold)
        if local.tzname() == said.upper():
            return timezone(local.utcoffset() or timedelta())
    return None


def zone_of_column(name: str) -> str:
    """Return the zone that a column's name says, such as UTC for created_utc, or nothing."""
    match = _zone_in(name)
    if match:
        said = match[1].upper()
        # The bare Z of time_z is no zone.
        return said if said not in AMBIGUOUS and said != "Z" else ""
    return "UTC" if UNIVERSAL_FIRST.match(name) else ""


def name_without_zone(name: str) -> str:
    """Return a column's name without the zone that it says."""
    if not zone_of_column(name):
        return name
    match = _zone_in(name)
    return name[: match.start()] if match else UNIVERSAL_FIRST.sub("", name, count=1)


def _zone_in(name: str) -> re.Match[str] | None:
    return next((each for each in NAMED.finditer(name[:255]) if each.end() == len(name)), None)
