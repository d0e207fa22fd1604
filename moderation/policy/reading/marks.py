"""Markdown's marks within lines, dropped where they are drawn as bold, links, spoilers or code."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from moderation.policy.reading.draft import Draft, Edit, Note
from moderation.policy.reading.lines import line_marks

MARK = re.compile(
    r"""(?P<visible>(?:https?|ftp)://[^\s<>]+|www\.[^\s<>]+)
    |\\(?P<escaped>[!-/:-@\[-`{-~])
    |(?P<link>!?\[)(?P<label>[^\[\]\n]*)\]\((?P<address>[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*+)
     (?:[ \t]+["'](?P<title>[^"'\n]*)["'])?\)
    |<(?P<auto>(?:https?|mailto|tel):[^\s<>|]*)(?:\|(?P<named>[^<>|\n]*))?>
    |(?P<math>\$\$)|(?P<ticks>`+)|(?P<run>\*+|_+|~~|\|\|)|(?P<hides>>!)|(?P<shown>!<)|(?P<line>\n)""",
    re.VERBOSE,
)
# Each mark begins with one of these, and a search for them alone is quick.
BEGINS = re.compile(r"\*|_|`|~~|\||\[|<|\\|\n|h(?=ttps?://)|f(?=tp://)|w(?=ww\.)|!(?=[\[<])|>(?=!)|\$(?=\$)")
SIGNS = "*_`~|[<>\\"
FENCE = 3
INFORMATION = re.compile(r"[\w+#.-]*[ \t]*\n")


class Run(NamedTuple):
    """Marks that may begin something bold, and whether a word stands before them."""

    start: int
    end: int
    is_inside: bool


def drop_marks(draft: Draft) -> Draft:
    """Drop Markdown's marks, and note what is quoted and what is code."""
    text = draft.text
    # A text without markup of its own may still be a mail with the answered one below.
    edits, notes = line_marks(text)
    if any(map(text.__contains__, SIGNS)):
        marks = Marks(text)
        edits += marks.edits()
        notes += marks.notes
    named = [Note(name, *draft.written(start, end)) for name, start, end in notes]
    return draft.edited(apart(sorted(edits))).noted(named)


def apart(edits: list[Edit]) -> Iterator[Edit]:
    """Yield edits without those that reach into an earlier one."""
    done = 0
    for edit in edits:
        if edit.start >= done:
            yield edit
            done = edit.end


class Marks:
    """One walk over the marks of a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.notes: list[Note] = []
        self.open: dict[str, list[Run]] = {}
        # Where a link's label ends, and where its address does.
        self.label_end = self.link_end = -1

    def edits(self) -> list[Edit]:
        edits: list[Edit] = []
        at = 0
        while found := self.next_mark(at):
            if self.label_end >= 0 and found.start() >= self.label_end:
                at, self.label_end = self.link_end, -1
                continue
            at = found.end() if self.label_end < 0 else min(found.end(), self.label_end)
            if found["link"]:
                at = found.start("label")
                edits += self.link(found)
                if found["link"] == "![":
                    at = found.end()
            elif found["math"]:
                # In a formula a backslash stands for spaces and signs.
                at = max(at, self.text.find("$$", at))
            elif found["ticks"]:
                at, some = self.code(found)
                edits += some
            else:
                edits += self.mark(found)
        return edits

    def next_mark(self, at: int) -> re.Match[str] | None:
        while sign := BEGINS.search(self.text, at):
            if found := MARK.match(self.text, sign.start()):
                return found
            at = sign.end()
        return None

    def mark(self, found: re.Match[str]) -> list[Edit]:
        start, end = found.span()
        match found.lastgroup:
            case "escaped":
                return [Edit(start, start + 1)]
            case "auto":
                return [Edit(start, start + 1), Edit(end - 1, end)]
            case "named":
                return [Edit(start, found.start("named")), Edit(end - 1, end)]
            case "line":
                # What is bold ends with its line, but a spoiler may have many.
                self.open = {">!": self.open.get(">!", [])}
            case "hides":
                self.open.setdefault(">!", []).append(Run(start, end, is_inside=False))
            case "shown" if self.open.get(">!"):
                opener = self.open[">!"].pop()
                return [Edit(opener.start, opener.end), Edit(start, end)]
            case "run":
                return self.run(found[0], start, end)
        return []

    def run(self, mark: str, start: int, end: int) -> list[Edit]:
        """Drop a pair of marks around words, or around letters at one side of a word."""
        before, after = self.text[start - 1 : start], self.text[end : end + 1]
        runs = self.open.setdefault(mark, [])
        is_inside = is_letter(after)
        # Here one bold letter ends and the next begins.
        if mark == "****" and is_letter(before) and is_inside and self.open.get("**"):
            return [Edit(start, end)]
        if runs and before and not before.isspace():
            opener = runs[-1]
            within_word = self.text.find(" ", opener.end, start) < 0 and mark[0] != "_"
            sides = opener.is_inside + is_inside
            # One star on both sides stands for letters, and two make bold.
            is_bold = len(mark) > 1 and self.text[opener.end].isalpha()
            if opener.end < start and (not sides or (within_word and (sides == 1 or is_bold))):
                runs.pop()
                return [Edit(opener.start, opener.end), Edit(start, end)]
        if after and not after.isspace():
            runs.append(Run(start, end, is_letter(before)))
        return []

    def link(self, found: re.Match[str]) -> list[Edit]:
        """Keep the label and the title of a link, which are the author's words."""
        start, end = found.span()
        # In prose a bracket may just follow another.
        if not any(map(found["address"].__contains__, "./#:")):
            return []
        if found["link"] == "![":
            return [Edit(start, end)]
        self.label_end, self.link_end = found.end("label"), end
        if found["title"] is None:
            return [Edit(start, start + 1), Edit(self.label_end, end)]
        before, after = found.span("title")
        return [Edit(start, start + 1), Edit(self.label_end, before, " "), Edit(after, end)]

    def code(self, found: re.Match[str]) -> tuple[int, list[Edit]]:
        """Drop the marks around code, and skip the code."""
        ticks, (start, end) = found[0], found.span()
        is_block = len(ticks) >= FENCE
        # Between two letters it is an apostrophe.
        if not is_block and is_letter(self.text[start - 1 : start]) and is_letter(self.text[end : end + 1]):
            return end, []
        line_end = self.text.find("\n", end)
        last = self.text.find(ticks, end, None if is_block or line_end < 0 else line_end)
        if last < 0 and not is_block:
            return end, []
        last = len(self.text) if last < 0 else last
        information = INFORMATION.match(self.text, end) if is_block else None
        first = information.end() if information else end
        self.notes.append(Note("code", first, max(first, last)))
        return last + len(ticks), [Edit(start, first), Edit(last, min(last + len(ticks), len(self.text)))]


def is_letter(character: str) -> bool:
    return character.isalnum()
