"""Mentions and quoted authors, as the markup of platforms writes them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

# Each mention is one character of no alphabet while the text is read.
FIRST_MARK, MOST_MARKS = 0xE000, 200
PRIVATE = re.compile("[\ue000-\uf8ff]")
MANY = frozenset(["here", "channel", "everyone", "all", "alle", "todos", "tous", "team"])

MARK = re.compile(
    r"""<@!?(?P<id_chat>\w+)(?:\|(?P<name_chat>[^<>|\n]+))?>
    |(?P<many><@&\w+>|<!(?:here|channel|everyone|subteam\^\w+)(?:\|[^<>\n]*)?>)
    |\[~(?:accountid:)?(?P<id_tracker>[^\[\]\n]{1,255})\]
    |@\[(?P<id_page>\d+)(?::\d+)?:(?P<name_page>[^\[\]\n]{1,255})\]
    |@\[(?P<name_form>[^\[\]\n]{1,255})\]\((?:[^()\s]*[:/=])?(?P<id_form>[\w-]+)\)
    |\[(?P<name_user>[^\[\]\n]{1,255})\]\(tg://user\?id=(?P<id_user>\d+)\)
    |\[@(?P<name_link>[^\[\]\n]{1,255})\]\([^()\s]*\)
    |<at(?:\s[^<>]*)?>@?(?P<name_at>[^<>]{1,255})</at>
    |<(?P<tag>a|span)\s(?P<attributes>[^<>]*)>@?(?:<span>)?@?(?P<name_tag>[^<>]{1,255})(?:</span>)?</(?P=tag)>
    |(?<![\w/])/?u/(?P<name_u>[\w-]{2,60})(?![\w/-])""",
    re.VERBOSE | re.IGNORECASE,
)
IS_MENTION = re.compile(
    r"class=[\"'][^\"']*\bmention|tg://user|data-[\w-]*(?:mention|user|member)[\w-]*=", re.IGNORECASE
)
ID_IN_TAG = re.compile(r"tg://user\?id=(\d+)|data-[\w-]*id=[\"']([^\"']{1,255})[\"']", re.IGNORECASE)
QUOTE = re.compile(
    r"\[(?P<end>/)?quote(?:(?:=|\s+(?:author|name)=)(?P<mark>&quot;|[\"']?)(?P<name>[^\]\"'\n]{0,200}?)(?P=mark)"
    r"(?:[\s,;][^\[\]\n]{0,200})?)?\]",
    re.IGNORECASE,
)


# A line with a name, and the quote below it.
WROTE = re.compile(
    r"^(?:on [^\n]{1,60}, )?@?(?P<name>[^\s:>@][^\n:>]{0,60}?)\s+(?:wrote|said|asked|schrieb|fragte"
    r"|a écrit|escribió|ha scritto|escreveu|schreef|skrev|napisała?|yazdı|написала?|писал)\s*:[ \t]*\n[ \t]*>",
    re.IGNORECASE | re.MULTILINE,
)


class Mark(NamedTuple):
    """A mention in markup, by the id and the name that it gives."""

    id: str = ""
    name: str = ""
    is_many: bool = False


def lift_marks(text: str) -> tuple[str, list[Mark]]:
    """Replace each mention in markup by a character of its own, and return what they say."""
    marks: list[Mark] = []

    def lifted(found: re.Match[str]) -> str:
        mark = _read_mark(found)
        if mark is None or len(marks) == MOST_MARKS:
            return found[0]
        marks.append(mark)
        return chr(FIRST_MARK + len(marks) - 1)

    return MARK.sub(lifted, PRIVATE.sub(" ", text)), marks


def _read_mark(found: re.Match[str]) -> Mark | None:
    if found["many"]:
        return Mark(is_many=True)
    if attributes := found["attributes"]:
        if not IS_MENTION.search(attributes):
            return None
        told = ID_IN_TAG.search(attributes)
        return Mark((told[1] or told[2]) if told else "", found["name_tag"].strip())
    given = {name: value for name, value in found.groupdict().items() if value}
    said = {part: value.strip() for name, value in given.items() for part, _, of in [name.partition("_")] if of}
    # A tracker writes an id or a name in the same place.
    return Mark(said.get("id", ""), said.get("name", "") or given.get("id_tracker", ""))


def quoted_authors(text: str) -> Iterator[str]:
    """Yield whom each outermost quote says that it is from."""
    for line in WROTE.finditer(text):
        yield line["name"]
    depth = 0
    for found in QUOTE.finditer(text):
        if found["end"]:
            depth = max(depth - 1, 0)
            continue
        # After a comma or a semicolon come the numbers of the post.
        if not depth and (name := re.split(r"[,;]", found["name"] or "")[0].strip()):
            yield name
        depth += 1
