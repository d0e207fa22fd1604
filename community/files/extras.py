"""Convert the values that only some sources have."""

import re
from collections.abc import Mapping

from community.files.values import Convert, Unclear, shown

WORDS = {"ONE": 1.0, "TWO": 2.0, "THREE": 3.0, "FOUR": 4.0, "FIVE": 5.0}
RECOMMENDED = {"true": 5.0, "false": 1.0}
LOWEST, HIGHEST = 1.0, 5.0
STARS = re.compile(r"[★⭐]\ufe0f?|[☆✩]")
NUMBER = re.compile(
    r"(\d(?:[.,]\d+)?)(?:\s*(?:/|of|out of|von)\s*5)?(?:\s*(?:stars?|Sterne?))?", re.ASCII | re.IGNORECASE
)
LINKS_LIMIT = 100
LINK_LIMIT = 2000
# Characters that no database takes.
UNSTORABLE = re.compile("[\0\ud800-\udfff]")
LINK_KEYS = ("url", "data_url", "href", "uri", "link", "remote_url", "src")


def extra_conversions(usual: Mapping[str, Convert]) -> dict[str, Convert]:
    """Return the conversions of the fields that are not of every message."""
    flag, name = usual["deleted"], usual["author_name"]
    flags = dict.fromkeys(("automated", "internal", "is_guest", "thread_is_root", "removed_by_others"), flag)
    names = dict.fromkeys(("channel", "recipient_id", "verified_email"), name)
    return flags | names | {"rating": read_rating, "attachments": read_links}


def read_rating(said: object) -> float:
    """Read stars, or a recommendation, as a number from 1 to 5."""
    word = str(said).strip()
    if stars := STARS.findall(word):
        rating = float(sum(star[0] in "★⭐" for star in stars))
    elif found := NUMBER.fullmatch(word):
        rating = float(found[1].replace(",", "."))
    else:
        rating = WORDS.get(word.upper()) or RECOMMENDED.get(word.lower()) or 0.0
    if not LOWEST <= rating <= HIGHEST:
        raise Unclear(f"is {shown(said)}, not a rating from 1 to 5")
    return rating


def read_links(said: object) -> tuple[str, ...]:
    """Read addresses from a list of them, of objects that hold one, or from a text."""
    found = said if isinstance(said, list) else str(said).split() if isinstance(said, str) else [said]
    links = [link for each in found[:LINKS_LIMIT] if (link := _link_of(each))]
    return tuple(link for link in links if len(link) <= LINK_LIMIT and not UNSTORABLE.search(link))


def _link_of(said: object) -> str:
    if isinstance(said, dict):
        named = (said.get(name) for name in LINK_KEYS)
        return next((each for each in named if isinstance(each, str) and each), "")
    return said.rstrip(",;") if isinstance(said, str) else ""
