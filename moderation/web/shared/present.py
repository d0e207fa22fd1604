"""Small values that screens share.

Evidence in a text, bars and needles as geometry, and the words for an age.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from django.conf.locale import LANG_INFO
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from moderation.policy.sentiment import Band as MoodBand
from moderation.policy.values import Severity

EXCERPT = 190
WORD = 24
HALF_NEEDLE = 28.0
STRIP_WIDTH = 56.0
BANDS = ((80, 4, "critical"), (60, 3, "high"), (30, 2, "normal"), (0, 1, "low"))


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of a drawing, in the units of its view box."""

    x: float
    width: float
    kind: str


@dataclass(frozen=True, slots=True)
class Band:
    """The urgency of a priority as one to four bars and a word."""

    bars: int
    word: str


def priority_band(priority: int) -> Band:
    return next(Band(bars, word) for least, bars, word in BANDS if priority >= least)


def terms_strip(terms: Sequence[dict[str, Any]]) -> list[Bar]:
    """Return a priority's terms as bars side by side.

    In the style sheet what adds is filled and what takes away is hollow.
    """
    values = [int(term["value"]) for term in terms if term["value"]]
    unit = (STRIP_WIDTH - 1) / max(100, sum(map(abs, values)))
    bars: list[Bar] = []
    x = 0.0
    for value in values:
        width = max(abs(value) * unit - 1, 1.5)
        bars.append(Bar(round(x, 1), round(width, 1), "plus" if value > 0 else "minus"))
        x += width + 1
    return bars


def sentiment_needle(compound: float, band: MoodBand) -> Bar:
    """Return a bar from the centre line, to the left for a negative sentiment."""
    width = round(abs(compound) * HALF_NEEDLE, 1)
    kind = {MoodBand.NEGATIVE: "neg", MoodBand.POSITIVE: "pos", MoodBand.UNCLEAR: "neu"}[band]
    return Bar(round(HALF_NEEDLE - width, 1) if compound < 0 else HALF_NEEDLE, width, kind)


def language_name(code: str) -> str:
    return LANG_INFO[code]["name"] if code in LANG_INFO and "name" in LANG_INFO[code] else code


def age_in_words(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Write how long ago something was, as “4 min ago”, “yesterday 16:20” or “16 Nov”.

    Days are those of the here.
    """
    seconds = (now - at).total_seconds()
    if 0 <= seconds < 60:
        return "just now"
    if 0 <= seconds < 3600:
        return f"{int(seconds // 60)} min ago"
    here, today = at.astimezone(zone), now.astimezone(zone)
    days = (today.date() - here.date()).days
    if days == 0 and seconds >= 0:
        return f"{int(seconds // 3600)} h ago"
    if days == 1:
        return f"yesterday {here:%H:%M}"
    if 1 < days < 7:
        return f"{here:%a %H:%M}"
    return f"{here.day} {here:%b}" if here.year == today.year else f"{here.day} {here:%b} {here.year}"


def full_moment(at: datetime, zone: ZoneInfo) -> str:
    """Write a time in full, as “16 Nov 2026, 16:20 Europe/London”."""
    here = at.astimezone(zone)
    return f"{here.day} {here:%b} {here.year}, {here:%H:%M} {zone.key}"


def time_element(at: datetime, now: datetime, zone: ZoneInfo) -> SafeString:
    """Return a time element with an age to read and the full time to point at."""
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        at.isoformat(timespec="seconds"),
        full_moment(at, zone),
        age_in_words(at, now, zone),
    )


class Seen(Protocol):
    """The parts of a finding that are drawn.

    These are its footnote number, its severity and its half-open span.
    """

    number: int
    severity: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same findings.

    `ends` are the numbers of those that end with it.
    """

    text: str
    severity: int | None = None
    ends: tuple[int, ...] = ()


def text_pieces(text: str, findings: Iterable[Seen], start: int = 0, end: int | None = None) -> Iterator[Piece]:
    """Cut a text wherever a finding begins or ends.

    Overlapping findings share a piece.
    """
    end = len(text) if end is None else end
    seen = [(f, f.start, min(f.end, len(text))) for f in findings if f.start < min(f.end, len(text))]
    edges = sorted(cut for cut in {start, end, *(edge for _, *span in seen for edge in span)} if start <= cut <= end)
    for left, right in pairwise(edges):
        over = [(finding, ends) for finding, starts, ends in seen if starts <= left and ends >= right]
        severity = max((finding.severity for finding, _ in over), default=None)
        yield Piece(text[left:right], severity, tuple(sorted(f.number for f, ends in over if ends == right)))


def marked_evidence(text: str, findings: Iterable[Seen], start: int = 0, end: int | None = None) -> SafeString:
    """Return the text with evidence marked and numbered, all of it escaped."""
    return format_html_join("", "{}", ((drawn_piece(piece),) for piece in text_pieces(text, findings, start, end)))


def drawn_piece(piece: Piece) -> SafeString:
    if piece.severity is None:
        return format_html("{}", piece.text)
    numbers = format_html("<sup>{}</sup>", ",".join(map(str, piece.ends))) if piece.ends else ""
    return format_html('<mark class="ev {}">{}{}</mark>', severity_look(piece.severity), piece.text, numbers)


def severity_look(severity: int) -> str:
    """Return the look of a finding, solid for harm and dashed for caution."""
    return "is-bad" if severity >= Severity.HIGH else "is-warn"


def marked_excerpt(text: str, findings: Sequence[Seen], limit: int = EXCERPT) -> SafeString:
    """Return as much of a text as a row shows, cut around the evidence.

    Evidence longer than the limit speaks of the whole text: the row's chips name it, and it is not drawn here.
    """
    if len(text) <= limit:
        return marked_evidence(text, findings)
    shown, windows = framed_findings(text, findings, limit)
    parts = [marked_evidence(text, shown, start, end) for start, end in windows]
    return format_html(
        "{}{}{}",
        "… " if windows[0][0] > 0 else "",
        format_html_join(" … ", "{}", ((part,) for part in parts)),
        " …" if windows[-1][1] < len(text) else "",
    )


def framed_findings(text: str, findings: Sequence[Seen], limit: int) -> tuple[list[Seen], list[tuple[int, int]]]:
    """Return the findings that an excerpt can hold, and the windows to show.

    Each finding is inside one window or outside all.
    """
    spans = [(start, end) for start, end in united_spans((f.start, f.end) for f in findings) if end - start <= limit]
    shown = [f for f in findings if any(start <= f.start and f.end <= end for start, end in spans)]
    return shown, united_spans(spans_in_context(text, spans, foremost_spans(shown, spans, limit), limit))


def united_spans(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sort spans, and join those that overlap or touch."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def foremost_spans(findings: Sequence[Seen], spans: list[tuple[int, int]], limit: int) -> list[tuple[int, int]]:
    """Return the spans that fit into one excerpt, the gravest first.

    Without any it is the text's beginning.
    """
    room, chosen = limit, []
    for finding in sorted(findings, key=lambda f: (-f.severity, f.number)):
        span = next(span for span in spans if span[0] <= finding.start < span[1])
        if span not in chosen and span[1] - span[0] <= room:
            chosen.append(span)
            room -= span[1] - span[0]
    return sorted(chosen) or [(0, 0)]


def spans_in_context(
    text: str, spans: list[tuple[int, int]], chosen: list[tuple[int, int]], limit: int
) -> Iterator[tuple[int, int]]:
    """Widen each chosen span by its share of the room that is left.

    The cuts are on whole words and clear of other evidence.
    """
    share = (limit - sum(end - start for start, end in chosen)) // (2 * len(chosen))
    for start, end in chosen:
        left = max(0, start - share - max(0, end + share - len(text)))
        right = min(len(text), end + share + max(0, share - start))
        left = next((past for begin, past in spans if begin < left < past), left)
        right = next((begin for begin, past in spans if begin < right < past), right)
        yield whole_word(text, left, start, 1), whole_word(text, right, end, -1)


def whole_word(text: str, cut: int, stop: int, step: int) -> int:
    """Move a cut towards the evidence until it stands between words.

    In a long word it stands between characters.
    """
    if cut in {0, len(text)}:
        return cut
    near = range(cut, stop, step)[:WORD]
    between = next((at for at in near if text[at - 1].isspace() or text[at].isspace()), None)
    if between is not None:
        return between
    return next((at for at in near if not is_joined(text, at)), stop)


def is_joined(text: str, at: int) -> bool:
    """Tell whether a cut here would split a character from its accent or a joined emoji."""
    return unicodedata.category(text[at]) in {"Mn", "Me", "Mc", "Cf", "Sk"} or text[at - 1] == "\u200d"
