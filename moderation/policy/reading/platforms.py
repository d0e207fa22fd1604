"""Marks of chats, trackers and forums, such as mentions, colours and footnotes."""

import re
from collections.abc import Iterator

from moderation.policy.reading.draft import Draft, Edit, Note

# What one of the groups names is shown, and a mark without any is dropped.
SHOWN = ("label", "key", "all", "instead", "emoji", "raised")
MARK = re.compile(
    r"""<(?P<sign>[@\#])[!&]?(?:\w+\|(?P<label>[^<>|\n]+)|(?P<key>\w+))>
    |<!(?P<all>here|channel|everyone)(?:\|[^<>\n]*)?>
    |<![a-z]+\^[^<>|\n]*\|(?P<instead>[^<>|\n]*)>
    |<a?(?P<emoji>:\w+:)\d+>
    |\^\((?P<raised>[^()\n]{1,300})\)
    |\[\^[\w-]{1,20}\]:?|\[\.[\w.-]{1,40}\](?=\#)
    |:[a-z][a-z-]{1,20}:(?=`)
    |%\{[a-z-]+:[^{}\n]{0,100}\}
    |\{(?:color|quote|panel|noformat|code|section|column|expand|info|tip|note|warning)(?:[:=|][^{}\n]{0,200})?\}
    |\{\{(?=\S)|(?<=\S)\}\}""",
    re.VERBOSE,
)
SIGNS = ("<", "{", "[^", "[.", "^(", ":`")
CITED = re.compile(r"\{quote\}")


def resolve_platforms(draft: Draft) -> Draft:
    """Write mentions and pictures as platforms show them, and note the quotes of trackers."""
    text = draft.text
    if not any(map(text.__contains__, SIGNS)):
        return draft
    cited = [found.span() for found in CITED.finditer(text)]
    quotes = [(end, start) for (_, end), (start, _) in zip(cited[::2], cited[1::2], strict=False) if end < start]
    return draft.edited(edits(text)).noted(Note("quote", *draft.written(*quote)) for quote in quotes)


def edits(text: str) -> Iterator[Edit]:
    for found in MARK.finditer(text):
        start, end = found.span()
        shown = next(filter(found.group, SHOWN), None)
        if shown is None:
            yield Edit(start, end)
            continue
        first, last = found.span(shown)
        yield Edit(start, first, "@" if shown == "all" else found["sign"] or "")
        yield Edit(last, end)
