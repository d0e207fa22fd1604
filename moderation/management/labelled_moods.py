"""Read JSON lines of texts whose mood people labelled or rated."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from moderation.guidelines.moods import LABELS, LabelledMood
from moderation.management.commands.check_texts import find_by_slug
from moderation.management.text_lines import BadLine, parse_line
from moderation.moods.correcting import correction_lines

WANTED = '{"text": "…", "label": "negative"} or {"text": "…", "rating": 2}'
BEST = 5


def read_moods(path: str) -> list[LabelledMood]:
    """Return the texts of a file, or raise a CommandError that names the first bad line."""
    try:
        written = Path(path).read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n")
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}. Give the path of a JSON Lines file.") from None
    found = []
    for number, line in enumerate(written, 1):
        try:
            found += [mood_of(parse_line(line))] if line.strip() else []
        except BadLine as wrong:
            where = f"{path}, line {number}"
            raise CommandError(f"{where}: {wrong} Correct it or take it out; a line is like {WANTED}.") from None
    return found


def corrected_moods(slug: str | None) -> list[LabelledMood]:
    """Return the texts that people corrected in a community, each once and as it was last corrected."""
    community = find_by_slug(slug)
    lines = correction_lines(community) if community else iter(())
    said = {(line["channel"], line["external_id"]): line for line in lines if line["text"]}
    return [LabelledMood(line["text"], line["label"], LABELS[line["label"]]) for line in said.values()]


def mood_of(record: dict[str, Any]) -> LabelledMood:
    text, label, rating = record.get("text"), record.get("label"), record.get("rating")
    if not isinstance(text, str):
        raise BadLine("There is no text.")
    if label is not None:
        if label not in LABELS:
            raise BadLine(f"label must be one of {', '.join(LABELS)}.")
        return LabelledMood(text, label, LABELS[label])
    if isinstance(rating, bool) or not isinstance(rating, int | float) or not 1 <= rating <= BEST:
        raise BadLine(f"There is no label, and no rating from 1 to {BEST}.")
    return LabelledMood(text, label_of_rating(rating), rating)


def label_of_rating(rating: float) -> str:
    """Of five stars the middle one is neutral."""
    return "negative" if rating < 3 else "positive" if rating > 3 else "neutral"
