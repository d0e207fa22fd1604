"""Read times that are written as a number."""

from datetime import UTC, datetime, timedelta, tzinfo

from community.files.time_form import TimeForm

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Seconds have this many digits from year 5138 on, milliseconds since 1973, and so on.
FIRST_MILLISECOND, FIRST_MICROSECOND, FIRST_NANOSECOND = 10**11, 10**14, 10**17
# A spreadsheet counts days, and believes in 29 February 1900.
FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001 - it is of the zone that the caller knows
# From 1990 on. As seconds all of these are of January 1970.
FIRST_SERIAL, LAST_SERIAL = 32_874, 200_000
# Compact dates as a number, which as seconds are of August 1970.
FIRST_COMPACT, LAST_COMPACT = 19_900_101, 21_001_231


def time_of_number(number: float, zone: tzinfo, form: TimeForm) -> datetime:
    """Return the moment of seconds, milliseconds, micro- or nanoseconds since 1970.

    In a serial column small numbers are days. Raises OverflowError for one out of all bounds.
    """
    size = abs(number)
    if form.is_serial and size < LAST_SERIAL:
        return _of_serial(number, zone)
    if size < FIRST_MILLISECOND:
        if FIRST_COMPACT <= number <= LAST_COMPACT and number == int(number):
            return datetime.strptime(str(int(number)), "%Y%m%d").replace(tzinfo=zone)
        return EPOCH + timedelta(seconds=number)
    if size < FIRST_MICROSECOND:
        return EPOCH + timedelta(milliseconds=number)
    return EPOCH + timedelta(microseconds=number if size < FIRST_NANOSECOND else number // 1000)


def _of_serial(number: float, zone: tzinfo) -> datetime:
    # The fraction of a day is cut somewhere, so only whole seconds are certain.
    return (FIRST_DAY + timedelta(seconds=round(number * 86_400))).replace(tzinfo=zone)
