"""Rules that several presets share."""

import re
from collections.abc import Callable, Mapping
from email.utils import parseaddr

from community.files.expressions import Row, compile_expression, is_said
from community.files.presets.preset import Rule
from community.files.values import YES

ZONE = re.compile(r"(?:Z|UTC|[+-]\d\d:?\d\d)$")
# Names that stand for nobody, and names that stand for many.
NOBODY = frozenset({"[deleted]", "[removed]", "deleted user", "deleted account", "deleted"})
GUESTS = frozenset({"a google user", "anonymous", "guest", "anonym", "gast"})


def evaluate_rule(field: str, rule: Rule) -> Callable[[Row], object]:
    """Return a function of the record for a rule."""
    if not isinstance(rule, str):
        return rule
    return compile_expression(field, rule, lambda name: lambda row: row.get(name))


def text_of(row: Row, name: str) -> str:
    """Return a value as text, and nothing as the empty one."""
    value = row.get(name)
    return str(value).strip() if is_said(value) else ""


def prefixed(prefix: str, name: str) -> Callable[[Row], object]:
    """Put something in front of a value, where there is one."""
    return lambda row: f"{prefix}{text_of(row, name)}" if text_of(row, name) else None


def without_prefix(name: str, *prefixes: str) -> Callable[[Row], object]:
    def strip(row: Row) -> object:
        value = text_of(row, name)
        return next((value[len(each) :] for each in prefixes if value.startswith(each)), value)

    return strip


def unless_zero(name: str) -> Callable[[Row], object]:
    """Read an id for which 0 means none."""
    return lambda row: value if (value := text_of(row, name)) != "0" else None


def universal(name: str) -> Callable[[Row], object]:
    """Read a time without a zone that the source writes in UTC."""
    return lambda row: f"{value}Z" if (value := text_of(row, name)) else None


def in_universal_time(*names: str) -> Callable[[Row], object]:
    """Read a time that is UTC where it names no zone."""

    def read(row: Row) -> object:
        value = next((value for name in names if (value := text_of(row, name))), "")
        is_bare = ":" in value and not ZONE.search(value)
        return f"{value}Z" if is_bare else value or None

    return read


def is_true(row: Row, name: str) -> bool:
    return text_of(row, name).lower() in YES


def flag(name: str) -> Callable[[Row], object]:
    return lambda row: is_true(row, name)


def repaired(name: str) -> Callable[[Row], object]:
    """Read a text whose UTF-8 was taken for Latin-1, as the downloads of some platforms have it."""

    def read(row: Row) -> object:
        value = row.get(name)
        return repaired_text(value) if isinstance(value, str) else value

    return read


def repaired_text(text: str) -> str:
    try:
        return text.encode("latin-1").decode()
    except UnicodeError:
        return text


def counted(name: str, *keys: str) -> Callable[[Row], object]:
    """Add up the counts in a list of reactions."""

    def count(row: Row) -> object:
        found = row.get(name)
        if not isinstance(found, list):
            return None
        return sum(
            number for each in found if isinstance(each, dict) for number in _counts_of(each, keys or ("count",))
        )

    return count


def _counts_of(reaction: Row, keys: tuple[str, ...]) -> list[int]:
    return [value for key in keys if isinstance(value := reaction.get(key), int)]


def is_among(name: str, *words: str) -> Callable[[Row], object]:
    return lambda row: text_of(row, name).lower() in words


def mail_name(name: str) -> Callable[[Row], object]:
    """Return the name of "Name <address>", or all of it where there is no address."""
    return lambda row: parseaddr(text_of(row, name))[0] or text_of(row, name).partition("@")[0]


def mail_address(name: str) -> Callable[[Row], object]:
    return lambda row: address.lower() if "@" in (address := parseaddr(text_of(row, name))[1]) else None


def of_source(platform: str, *names: str) -> Callable[[Row, Row], str]:
    """Name the server by a value of the document or else of its first record."""

    def source(document: Row, row: Row) -> str:
        value = next((value for name in names for said in (document, row) if (value := text_of(said, name))), "")
        return f"{platform}:{value}" if value else ""

    return source


def dicts_in(value: object) -> list[Mapping[str, object]]:
    """Return the objects of a list, and none of what is no list."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def joined_words(*names: str) -> Callable[[Row], object]:
    return lambda row: " ".join(filter(None, (text_of(row, name) for name in names))) or None


def last_of_path(name: str) -> Callable[[Row], object]:
    """Read the id at the end of an address."""
    return lambda row: text_of(row, name).rstrip("/").rpartition("/")[2] or None
