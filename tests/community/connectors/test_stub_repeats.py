import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import pytest

from community.connectors.stub import PLANS, Stub
from community.connectors.stub.recent import Recent
from community.connectors.stub.recent import text_shingles as own_shingles

NOW = datetime(2026, 11, 16, tzinfo=UTC)
WINDOW, ALLOWED = 500, 10
NEARLY = 0.8
BOTH = pytest.mark.parametrize("slug", PLANS)

Shingles = frozenset[tuple[str, ...]]


def shingles(text: str) -> Shingles:
    words = re.findall(r"\w+", text.casefold())
    return frozenset(zip(words, words[1:], words[2:], strict=False)) or frozenset({tuple(words)})


def are_alike(one: Shingles, other: Shingles) -> bool:
    shared = len(one & other)
    return shared >= NEARLY * (len(one) + len(other) - shared)


def nearest_alike(texts: Sequence[str]) -> Iterator[int]:
    """For each text, where the last one like it stands in the window before it; -1 for none."""
    seen: list[Shingles] = []
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, text in enumerate(texts):
        mine = shingles(text)
        candidates = {there for shingle in mine for there in holders[shingle] if there > at - WINDOW}
        yield max((there for there in candidates if are_alike(mine, seen[there])), default=-1)
        seen.append(mine)
        for shingle in mine:
            holders[shingle].append(at)


def most_repeats(texts: Sequence[str]) -> int:
    """Of any 500 consecutive texts, the largest number that are exact or near duplicates of another one before them."""
    nearest = list(nearest_alike(texts))
    starts = range(max(len(texts) - WINDOW, 0) + 1)
    return max(sum(before >= start for before in nearest[start : start + WINDOW]) for start in starts)


def test_the_measure_counts_equal_and_nearly_equal_texts() -> None:
    long = "the zip on my tent has split on the second trip and the slider just rides over all of the teeth"
    assert most_repeats(["Love it!", "love IT", "love this", long, long + " again", "quite another thing to say"]) == 2


def test_the_measure_looks_no_farther_than_its_window() -> None:
    others = [f"number {number} is not like any other number {number + 1}" for number in range(WINDOW)]
    assert most_repeats(["love it", *others, "love it"]) == 0


@BOTH
def test_hardly_anything_is_said_twice_in_the_history(slug: str) -> None:
    texts = [message.text for message in Stub(PLANS[slug], seed=1).history(NOW, days=90)]
    assert most_repeats(texts) <= ALLOWED


@pytest.mark.parametrize("seed", [1, 7])
@BOTH
def test_hardly_anything_is_said_twice_in_the_stream(slug: str, seed: int) -> None:
    texts = [message.text for message in Stub(PLANS[slug], seed).stream(0, 2200, NOW) if message.posted_at]
    assert most_repeats(texts) <= ALLOWED


@BOTH
def test_now_and_then_several_accounts_post_one_advertisement(slug: str) -> None:
    authors = defaultdict(set)
    for message in Stub(PLANS[slug], seed=1).stream(0, 800, NOW):
        authors[message.text].add(message.author_id)
    assert max(map(len, authors.values())) >= 3


def test_what_was_said_lately_is_known_until_others_were_said() -> None:
    recent = Recent(size=2)
    recent.add(own_shingles("The zip has split on the second trip."))
    recent.add(own_shingles("Best flapjack ever"))
    assert recent.knows(own_shingles("the zip has split on the second trip"))
    recent.add(own_shingles("Something else"))
    assert not recent.knows(own_shingles("the zip has split on the second trip"))
    assert recent.knows(own_shingles("best flapjack EVER!"))
