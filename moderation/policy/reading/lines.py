"""Marks at the beginnings of lines, and mails quoted below their answers."""

import re

from moderation.policy.reading.draft import Edit, Note

# An arrow before a face is no quote.
QUOTED = re.compile(r"[ \t]{0,3}>(?:[ \t]?>)*(?=[\s\w\"'“‘«¡¿(\[*_#@$£€-]|\Z)(?!_<)[ \t]?")
HEADING = re.compile(r"[ \t]{0,3}#{1,6}[ \t]+(?=\S)")
BULLET = re.compile(r"[ \t]*[*+•-][ \t]+(?=\S)")
# The line with which a mail program introduces what is answered.
INTRODUCED = re.compile(
    r"[ \t]*(?:On|Am|Le|El|Il|Op|Em|Den)\b.{5,200}(?:\bwrote|\bschrieb\b.{0,80}|a écrit|escribió"
    r"|ha scritto|\bschreef\b.{0,80}|escreveu|\bskrev\b.{0,80})[ \t\u00a0]?:[ \t]*"
)
FORWARDED = re.compile(
    r"[ \t]*(?<!-)-{2,}[ \t]*(?:Original Message|Forwarded message|Ursprüngliche Nachricht|Weitergeleitete Nachricht"
    r"|Message d'origine|Mensaje original|Messaggio originale)[ \t]*-{2,}[ \t]*",
    re.IGNORECASE,
)
BEGINNINGS = ("\n>", "\n #", "\n#", "\n*", "\n-", "\n+", "\n•", "\n ", "\n\t", "--", ":\n", ": \n")
Marks = tuple[list[Edit], list[Note]]


def may_be_forwarded(text: str) -> bool:
    return "--" in text and FORWARDED.search(text) is not None


def line_marks(text: str) -> Marks:
    """Return the marks to drop at beginnings of lines, and the quotes they make."""
    edits: list[Edit] = []
    notes: list[Note] = []
    if not any(map(f"\n{text}".__contains__, BEGINNINGS)):
        return edits, notes
    quote = -1
    start = 0
    is_code = False
    lines = text.split("\n")
    for number, line in enumerate(lines):
        end = start + len(line)
        is_code ^= line.lstrip().startswith("```")
        if is_code and quote < 0:
            # In code a mark at the beginning of a line is the author's own.
            start = end + 1
            continue
        if FORWARDED.fullmatch(line):
            notes.append(Note("quote", start if quote < 0 else quote, len(text)))
            return edits, notes
        mark = QUOTED.match(line)
        is_quoted = bool(mark) or introduces(lines, number)
        if is_quoted and quote < 0:
            quote = start
        if not is_quoted and quote >= 0:
            notes.append(Note("quote", quote, start - 1))
            quote = -1
        mark = mark or HEADING.match(line) or BULLET.match(line)
        if mark and mark.end():
            edits.append(Edit(start, start + mark.end()))
        start = end + 1
    if quote >= 0:
        notes.append(Note("quote", quote, len(text)))
    return edits, notes


def introduces(lines: list[str], number: int) -> bool:
    """Tell whether a line, maybe with the next one, introduces quoted lines."""
    line = lines[number]
    following = lines[number + 1 : number + 4]
    if line.rstrip().endswith(":"):
        two = f"{lines[number - 1]} {line}" if number else line
        is_introduced = INTRODUCED.fullmatch(line) or INTRODUCED.fullmatch(two)
        return bool(is_introduced) and any(map(QUOTED.match, following))
    # The introduction of a long name goes over two lines.
    return bool(
        len(following) > 1
        and following[0].rstrip().endswith(":")
        and INTRODUCED.fullmatch(f"{line} {following[0]}")
        and any(map(QUOTED.match, following[1:]))
    )
