"""Sizes of a bench, full or quick."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sizes:
    rounds: int = 5
    corpus: int = 4_000
    generated: int = 200_000
    disguised: int = 240
    rows: int = 20_000
    line: int = 4_000
    edits: int = 1_000
    few_cases: int = 10_000
    many_cases: int = 1_000_000
    requests: int = 40
    claims: int = 320
    open_cases: int = 100_000
    due: int = 1_000
    messages: int = 1_000_000
    crews: tuple[int, ...] = (5, 10, 20, 40)
    desk_seconds: int = 40
    # The order of work is simulated over this many beginnings and working days.
    seeds: int = 8
    desk_days: int = 20
    # A file of JSON objects with texts, instead of our own.
    corpus_file: str = ""


FULL = Sizes()
QUICK = Sizes(
    rounds=3,
    corpus=1_000,
    generated=5_000,
    disguised=20,
    rows=3_000,
    line=600,
    edits=300,
    many_cases=100_000,
    requests=15,
    claims=64,
    open_cases=3_500,
    due=100,
    messages=20_000,
    crews=(3,),
    desk_seconds=12,
    seeds=2,
)
