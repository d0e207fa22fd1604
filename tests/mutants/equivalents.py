"""Faults that change nothing anybody could notice, each with the reason."""

from collections.abc import Iterator
from typing import NamedTuple

LENGTHS = "both sides are made to one length, and the keyword is there for the reader"
SIZE = "a measured size, and one more or less changes what something costs, and nothing that is found"
FALSY = "the only caller asks whether there is something, and the type checker refuses None"
EARLIER = "a quick test that only saves the exact one below it"


class Harmless(NamedTuple):
    """Faults of one line, as `Mutant.key` writes them."""

    path: str
    text: str
    faults: tuple[str, ...]
    reason: str

    def mutant_keys(self) -> Iterator[str]:
        return (f"moderation/policy/{self.path}: {self.text}: {fault}" for fault in self.faults)


def one_off(number: int) -> tuple[str, str]:
    return f"{number} -> {number + 1}", f"{number} -> {number - 1}"


HARMLESS = (
    Harmless("matching.py", "LARGEST_SET = 40_000", one_off(40_000), SIZE),
    Harmless("matching.py", "MEMORY_OF_A_SET = 16 << 20", one_off(16) + one_off(20), SIZE),
    Harmless(
        "matching.py",
        "group, size, last = re2.Set.SearchSet(options(MEMORY_OF_A_SET)), 0, first",
        one_off(0),
        SIZE,
    ),
    Harmless(
        "matching.py",
        "while last < len(programs) and size + programs[last].programsize <= LARGEST_SET:",
        ("size + programs[last].programsize <= LARGEST_SET -> size + programs[last].programsize < LARGEST_SET",),
        SIZE,
    ),
    Harmless("folding.py", "FEW_CHARACTERS = 4", one_off(4), SIZE),
    Harmless("folding.py", "REMEMBERED_CHARACTERS = 70_000", one_off(70_000), SIZE),
    Harmless(
        "folding.py",
        "if len(self) > REMEMBERED_CHARACTERS:",
        ("len(self) > REMEMBERED_CHARACTERS -> len(self) >= REMEMBERED_CHARACTERS",),
        SIZE,
    ),
    Harmless("hours.py", "REMEMBERED_WEEKS = 4_096", one_off(4_096), SIZE),
    Harmless("hours.py", "if at <= opens:", ("at <= opens -> at < opens",), "no time has passed at opening"),
    Harmless(
        "warming.py",
        "judge_batch([Facts(text, is_answered=True) for text in texts], rules, Thresholds())",
        ("True -> False",),
        "only the first question after a start is judged more slowly",
    ),
    Harmless("checks/link.py", "half = len(shorter) // 2", ("2 -> 3",), EARLIER),
    Harmless("checks/link.py", "return False", ("return False -> return None",), FALSY),
    Harmless("checks/link.py", 'return ""', ("return '' -> return None",), FALSY),
    Harmless("checks/phone.py", "return False", ("return False -> return None",), FALSY),
    Harmless(
        "checks/shouting.py",
        "NEVER_CAPITALS = bytes(code for code in range(0xC0) if not chr(code).isupper())",
        one_off(0xC0),
        EARLIER,
    ),
    Harmless("checks/effort.py", "last = 0", one_off(0), "no valid pattern begins with a repetition"),
    Harmless(
        "checks/effort.py",
        "totals, has_bar = [0], [False]",
        ("False -> True",),
        "bars outside of all brackets are not counted",
    ),
    Harmless("checks/effort.py", "return totals[0]", ("0 -> -1",), "a valid pattern closes all its brackets"),
    Harmless(
        "priority.py",
        "if compound < 0:",
        ("compound < 0 -> compound <= 0",),
        "a neutral tone is no term, and zero is neutral",
    ),
    Harmless(
        "normalise.py",
        "for lengths in SQUEEZES if stretched else SQUEEZES[:1]:",
        ("1 -> 2",),
        "without a stretched word every reading is the same, and stands there once",
    ),
    Harmless(
        "normalise.py",
        'return int.from_bytes(digest, "big", signed=True) or 1',
        one_off(1),
        "nobody knows a text whose digest is zero",
    ),
    Harmless(
        "judge.py",
        "return judged_together([facts], rules, thresholds)[0]",
        ("0 -> -1",),
        "a batch of one has one judgement",
    ),
)
# Each zips what was made of one list, or of two constants.
ZIPS = (
    (
        "sentiment.py",
        "words = [Word(_bare(tokens[i]), valence) for i, valence in zip(positions, valences, strict=True)]",
    ),
    (
        "judge.py",
        "languages = [identify_language(text, facts.channel_language)"
        " for text, facts in zip(texts, batch, strict=True)]",
    ),
    (
        "judge.py",
        "for facts, sentiment, (findings, _), waiting_for in zip(batch, sentiments, seen, waits, strict=True)",
    ),
    ("judge.py", "batch, texts, languages, scores, seen, waits, ranks, strict=True"),
    ("normalise.py", "changed = sum(a != b for a, b in zip(core, read, strict=True))"),
    ("priority.py", "return tuple([name for name, value in zip(WANTED, wanted, strict=True) if value is None])"),
    (
        "written.py",
        "found = sum(int(count or 0) * unit for count, unit in zip(said.groups(), UNITS.values(), strict=True))",
    ),
    ("written.py", 'for word, size in zip(("day", "hour", "minute"), UNITS.values(), strict=True):'),
    ("looks.py", "for owned, some in zip(self.each, self._worth_a_look(passages), strict=True):"),
    (
        "looks.py",
        "return [some if owned.look.signs else passages for owned, some in zip(self.each, with_signs, strict=True)]",
    ),
    ("folding.py", "strict=True,"),
)
EVERY = (*HARMLESS, *(Harmless(path, text, ("True -> False",), LENGTHS) for path, text in ZIPS))
EQUIVALENT: dict[str, str] = {key: harmless.reason for harmless in EVERY for key in harmless.mutant_keys()}
