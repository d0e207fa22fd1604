"""Tags, entities and BBCode, resolved into the text that a browser shows."""

import re
from collections import Counter
from collections.abc import Iterator
from html.entities import html5

from moderation.policy.reading.draft import Draft, Edit, Note

_BLOCKS = """
address article aside blockquote br center dd details div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6
header hr li main nav ol p pre section summary table tbody tfoot thead tr ul
"""
BLOCKS = frozenset(_BLOCKS.split())
_INLINE = """
a abbr acronym b bdi bdo big button cite code data del dfn em embed fieldset font i iframe img input ins kbd label
link mark meta object picture q rp rt ruby s samp small source span strike strong sub sup svg td th time tt u var
video wbr audio body html head base o:p spoiler path noscript marquee blink center textarea
"""
INLINE = frozenset(_INLINE.split())
HIDDEN = frozenset({"script", "style", "template", "title"})
NAMED = {"blockquote": "quote", "quote": "quote", "code": "code", "pre": "code", "samp": "code", "tt": "code"}

# Quoted values end at the next bracket at the latest, so that every character is met once.
MARKUP = re.compile(
    r"""(?P<comment><!--)|(?P<section><!\[CDATA\[|\]\]>)|<(?P<closing>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9:-]*)
    (?P<attributes>[\s/](?:[^<>"']|"[^"<]*"|'[^'<]*')*+)?>
    |(?P<doctype><!(?:DOCTYPE|ENTITY|ELEMENT|\[(?:if|endif))\b[^<>]*>|<\?[a-zA-Z][^<>]*>)
    |&(?:\#(?P<decimal>[0-9]{1,10});?|\#[xX](?P<hexadecimal>[0-9a-fA-F]{1,8});?|(?P<named>[a-zA-Z][a-zA-Z0-9]{1,30};
     |nbsp|(?:amp|lt|gt|quot)(?![a-zA-Z0-9=;])))
    |\[(?P<end>/?)(?P<code>[a-zA-Z][a-zA-Z0-9_-]{0,14}|\*)(?P<value>=[^\[\]\n]{0,300})?\]""",
    re.VERBOSE,
)
CLOSED_CODE = re.compile(r"\[/([a-zA-Z][a-zA-Z0-9_-]{0,14})\]")
CLOSED_TAG = re.compile(r"</([a-zA-Z][a-zA-Z0-9:-]*)\s*>")
ATTRIBUTE = re.compile(r"[\w:-]=[\"']")
# An export that was escaped twice shows markup where the author wrote words. One tag alone is what somebody explains.
ESCAPED = re.compile(r"&(?:\w{2,8}|#\w{2,8});|</[a-zA-Z]|<br\b", re.IGNORECASE)
MOST_TIMES_ESCAPED = 3
HIGHEST = 0x10FFFF


def resolve_markup(draft: Draft) -> Draft:
    """Drop tags and BBCode, break lines at blocks, and write entities as their characters."""
    for _ in range(MOST_TIMES_ESCAPED):
        text = draft.text
        if not ("<" in text or "&" in text or "[" in text):
            return draft
        draft = resolve_once(draft)
        if not ("&" in text and ESCAPED.search(draft.text)) or draft.text == text:
            return draft
    return draft


def resolve_once(draft: Draft) -> Draft:
    found = Resolving(draft.text)
    edits = list(found.edits())
    return draft.edited(edits).noted(Note(name, *draft.written(start, end)) for name, start, end in found.notes)


class Resolving:
    """One walk over the markup of an original text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.notes: list[Note] = []
        self.opened: list[tuple[str, int]] = []
        self.depths: Counter[str] = Counter()
        # Brackets are BBCode only where something closes them.
        self.codes = {name.lower() for name in CLOSED_CODE.findall(text)} if "[/" in text else set()
        self.closed = {name.lower() for name in CLOSED_TAG.findall(text)} if "</" in text else set()
        self.unclosed: set[str] = set()
        self.breaks = self.next_breaks = self.shows = False

    def edits(self) -> Iterator[Edit]:
        done = 0
        for found in MARKUP.finditer(self.text):
            # A comment or a script can swallow markup that was already met.
            if found.start() < done:
                continue
            if edit := self.edit_for(found):
                yield from self.line_break(done, edit)
                yield edit
                done = edit.end
                self.breaks |= self.next_breaks
                self.next_breaks = False
        yield from self.line_break(done, Edit(len(self.text), len(self.text)))
        # The outermost part of each name goes to the end.
        for name, start in dict(reversed(self.opened)).items():
            self.note(name, start, len(self.text))

    def line_break(self, done: int, edit: Edit) -> Iterator[Edit]:
        """Break the line before what is shown next, so that no text begins or ends with a break."""
        if not (edit.text.strip() or self.text[done : edit.start].strip()):
            return
        if self.breaks and self.shows:
            yield Edit(done, done, "\n")
        self.breaks, self.shows = False, True

    def edit_for(self, found: re.Match[str]) -> Edit | None:
        match found.lastgroup:
            case "decimal" | "hexadecimal":
                code = int(found["decimal"]) if found["decimal"] else int(found["hexadecimal"], 16)
                return entity(*found.span(), code)
            case "named":
                character = html5.get(f"{found['named'].removesuffix(';')};")
                return Edit(*found.span(), character) if character else None
            case "section" | "doctype":
                return Edit(*found.span())
            case "tag" | "attributes":
                return self.tag(found)
            case "comment" | "section" | "doctype":
                past = self.past("--", found.end()) if found["comment"] else found.end()
                return Edit(found.start(), past) if past else None
        return self.code(found)

    def tag(self, found: re.Match[str]) -> Edit | None:
        name, (start, end) = found["tag"].lower(), found.span()
        if name in HIDDEN and not found["closing"]:
            return Edit(start, self.past(f"</{name}", end) or end)
        if not (name in BLOCKS or name in INLINE or name in HIDDEN or self.is_tag(name, found["attributes"])):
            return None
        if name in NAMED:
            self.turn(NAMED[name], start, end, is_end=bool(found["closing"]))
        self.next_breaks = name in BLOCKS
        return Edit(start, end, "\t" if name == "td" else "")

    def is_tag(self, name: str, attributes: str | None) -> bool:
        """Tell whether a name that no browser knows is a tag all the same."""
        return name in self.closed or bool(attributes and ATTRIBUTE.search(attributes))

    def code(self, found: re.Match[str]) -> Edit | None:
        name, (start, end) = found["code"].lower(), found.span()
        if name == "*" and "list" in self.codes:
            self.next_breaks = True
            return Edit(start, end)
        if name not in self.codes:
            return None
        if name in ("img", "youtube", "media") and not found["end"]:
            return Edit(start, self.past(f"[/{name}", end) or end)
        if name in NAMED:
            self.turn(NAMED[name], start, end, is_end=bool(found["end"]))
        self.next_breaks = name in ("quote", "code", "list")
        return Edit(start, end)

    def turn(self, name: str, start: int, end: int, *, is_end: bool) -> None:
        """Open a part of the text, or close the last one of its name."""
        if not is_end:
            self.opened.append((name, end))
            self.depths[name] += 1
        elif self.opened and self.opened[-1][0] == name:
            _, begun = self.opened.pop()
            self.depths[name] -= 1
            # A part within another is the other's, as a quote of a quote is a quote.
            if not self.depths[name]:
                self.note(name, begun, start)

    def note(self, name: str, start: int, end: int) -> None:
        if start < end:
            self.notes.append(Note(name, start, end))

    def past(self, closer: str, start: int) -> int:
        """Return the place past the next closer, or 0 when there is none."""
        # A closer that is missing once is not looked for again, or hostile texts would take long.
        if closer in self.unclosed:
            return 0
        found = re.compile(f"{re.escape(closer)}[^<>\\[\\]]{{0,9}}[>\\]]", re.IGNORECASE).search(self.text, start)
        if found is None:
            self.unclosed.add(closer)
        return found.end() if found else 0


def entity(start: int, end: int, code: int) -> Edit | None:
    if not 0 < code <= HIGHEST or 0xD800 <= code <= 0xDFFF:
        return None
    return Edit(start, end, html5.get(f"#{code}", chr(code)))
