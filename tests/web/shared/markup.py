"""A page as a browser reads it, where neither line breaks nor spaces beside a tag make a difference."""

import re
from collections.abc import Callable
from typing import Any


def compact(text: str) -> str:
    """The same markup on one line, without what stands between tags and words for the reader of a template."""
    return re.sub(r" ?([<>]) ?", r"\1", re.sub(r"\s+", " ", text))


class Markup(str):
    """Markup that is searched as `compact` has it, whatever way the words that are sought are written."""

    __slots__ = ()

    def __new__(cls, text: str) -> "Markup":
        return super().__new__(cls, compact(text))

    def __contains__(self, part: object) -> bool:
        return super().__contains__(compact(str(part)).strip())

    def count(self, part: str, *places: Any) -> int:
        return super().count(compact(part), *places)

    def index(self, part: str, *places: Any) -> int:
        return super().index(compact(part), *places)

    def partition(self, part: str) -> tuple[str, str, str]:
        before, found, after = super().partition(compact(part))
        return Markup(before), found, Markup(after)

    def split(self, part: str | None = None, *most: Any) -> list[str]:
        return [Markup(piece) for piece in super().split(part and compact(part), *most)]


def page_of(response: Any, unescape: Callable[[str], str] = str) -> Markup:
    """The markup of an answer."""
    return Markup(unescape(response.content.decode()))
