"""Public holidays of countries and their regions."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from moderation.policy.closings import NAME_LIMIT, Closing

ENGLISH = "en"


@cache
def countries() -> dict[str, str]:
    """Map the codes of countries to their English names, in the order of the names."""
    from holidays.registry import COUNTRIES  # noqa: PLC0415 - large, and seldom asked

    named = {code: spaced_name(name) for name, code, *_ in COUNTRIES.values()}
    return dict(sorted(named.items(), key=lambda each: each[1]))


def spaced_name(name: str) -> str:
    """Write the name of a class as words, so that UnitedKingdom is United Kingdom."""
    words = re.sub(r"(?<=[a-z])(?<!Mc)(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name)
    return re.sub(r"\b(And|Of|The)\b", lambda word: word[0].lower(), words)


def regions_of(country: str) -> dict[str, str]:
    """Map the codes of a country's regions to their names, or to the code itself."""
    from holidays import country_holidays  # noqa: PLC0415 - large, and seldom asked

    known = country_holidays(country)
    names = {code: name for name, code in known.subdivisions_aliases.items()}
    return dict(sorted(((code, names.get(code, code)) for code in known.subdivisions), key=lambda each: each[1]))


def holidays_to_come(country: str, region: str, today: date, languages: Sequence[str] = ()) -> list[Closing]:
    """Return the public holidays from today to the end of the next year."""
    found = public_holidays(country, region, (today.year, today.year + 1), languages)
    return [day for day in found if day.date >= today]


def public_holidays(country: str, region: str, years: Iterable[int], languages: Sequence[str] = ()) -> list[Closing]:
    """Return the days in order, named in the first of the languages that the country has, or in English."""
    from holidays import country_holidays  # noqa: PLC0415 - large, and seldom asked

    known = country_holidays(country).supported_languages
    wanted = [*languages, ENGLISH]
    language = next((each for want in wanted for each in known if each.split("_")[0] == want.split("-")[0]), None)
    found: dict[date, str] = dict(country_holidays(country, subdiv=region or None, years=years, language=language))
    return [Closing(day, " ".join(name.split())[:NAME_LIMIT]) for day, name in sorted(found.items())]
