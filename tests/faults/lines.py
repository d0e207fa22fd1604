"""The messages of a world, and what must become of each."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

KILLS = "swallow this and die"
HANGS = "count to infinity"
COMMUNITY, CHANNEL = "tarnfell", "reviews"


class Fate(StrEnum):
    FINE = "fine"
    CASE = "case"
    COPY = "copy"
    MORE = "more"
    DEAD = "dead"


TEXTS = {
    Fate.FINE: "Tent number {number} kept us dry on the whole trip, thank you.",
    Fate.CASE: "You will hear from my lawyer about tent number {number}.",
    Fate.COPY: "Everybody here will hear from my lawyer about the broken poles.",
    Fate.MORE: "Nobody has answered me, and number {number} is for my lawyer.",
    Fate.DEAD: "Number {number}: " + KILLS,
}


# Who writes again and again is one person in one conversation, and waits.
PRIVATE = {"author_id": "moira", "thread_id": "moira", "kind": "direct"}


@dataclass(frozen=True)
class Line:
    number: int
    fate: Fate

    @property
    def external_id(self) -> str:
        return f"m{self.number}"

    def json(self) -> str:
        minute, second = divmod(self.number, 60)
        said = {
            "id": self.external_id,
            "author_id": f"author{self.number % 40}",
            "created_at": f"2026-11-16T{minute // 60:02}:{minute % 60:02}:{second:02}Z",
            "text": TEXTS[self.fate].format(number=self.number),
        }
        return json.dumps(said | PRIVATE if self.fate is Fate.MORE else said)


def lines(count: int, *, poison: int = 1) -> list[Line]:
    """A tenth open a case, a twentieth say the same as one another, another one are of one case, and some are poison.

    The first ones come early.
    """
    fates = [Fate.CASE if number % 10 == 1 else Fate.FINE for number in range(count)]
    fates[7::20] = [Fate.COPY] * len(fates[7::20])
    fates[9::20] = [Fate.MORE] * len(fates[9::20])
    for place in range(poison):
        fates[3 + place * max(1, count // (2 * poison))] = Fate.DEAD
    return [Line(number, fate) for number, fate in enumerate(fates)]


def write(folder: Path, wanted: Sequence[Line], files: int) -> list[Path]:
    """The lines in so many files, in order."""
    size = -(-len(wanted) // files)
    paths = []
    for start in range(0, len(wanted), size):
        path = folder / f"messages-{start}.jsonl"
        path.write_text("".join(f"{line.json()}\n" for line in wanted[start : start + size]))
        paths.append(path)
    return paths
