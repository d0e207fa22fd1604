"""Faults that change nothing anybody could notice, each with the reason."""

from collections.abc import Iterator
from typing import NamedTuple

SIZE = "a measured size, and one more or less changes what something costs, and nothing that is found"
FALSY = "the only caller asks whether there is something, and the type checker refuses None"
BOUND = "it says no more than what follows, and lets an index start there"
EARLIER = "a quick test that only saves the exact one below it"


class Harmless(NamedTuple):
    """Faults of one line, as `Mutant.key` writes them."""

    path: str
    text: str
    faults: tuple[str, ...]
    reason: str

    def mutant_keys(self) -> Iterator[str]:
        return (f"moderation/{self.path}: {self.text}: {fault}" for fault in self.faults)


def one_off(number: int) -> tuple[str, str]:
    return f"{number} -> {number + 1}", f"{number} -> {number - 1}"


HARMLESS = (
    Harmless("policy/matching.py", "LARGEST_SET = 6_000", one_off(6_000), SIZE),
    Harmless("policy/matching.py", "MEMORY_OF_A_SET = 16 << 20", one_off(16) + one_off(20), SIZE),
    Harmless(
        "policy/matching.py",
        "size, last = 0, first",
        one_off(0),
        SIZE,
    ),
    Harmless(
        "policy/matching.py",
        "while last < len(programs) and size + programs[last].programsize <= LARGEST_SET:",
        ("size + programs[last].programsize <= LARGEST_SET -> size + programs[last].programsize < LARGEST_SET",),
        SIZE,
    ),
    Harmless("policy/folding.py", "FEW_CHARACTERS = 4", one_off(4), SIZE),
    Harmless("policy/folding.py", "REMEMBERED_CHARACTERS = 70_000", one_off(70_000), SIZE),
    Harmless(
        "policy/folding.py",
        "if len(self) > REMEMBERED_CHARACTERS:",
        ("len(self) > REMEMBERED_CHARACTERS -> len(self) >= REMEMBERED_CHARACTERS",),
        SIZE,
    ),
    Harmless("policy/hours.py", "REMEMBERED_WEEKS = 4_096", one_off(4_096), SIZE),
    Harmless("policy/hours.py", "if at <= opens:", ("at <= opens -> at < opens",), "no time has passed at opening"),
    Harmless(
        "policy/warming.py",
        "judge_batch([Facts(text, is_answered=True) for text in texts], rules, Thresholds(), engine)",
        ("True -> False",),
        "only the first question after a start is judged more slowly",
    ),
    Harmless("policy/checks/link.py", "half = len(shorter) // 2", ("2 -> 3",), EARLIER),
    Harmless("policy/checks/link.py", "return False", ("return False -> return None",), FALSY),
    Harmless("policy/checks/link.py", 'return ""', ("return '' -> return None",), FALSY),
    Harmless("policy/checks/phone.py", "return False", ("return False -> return None",), FALSY),
    Harmless(
        "policy/checks/shouting.py",
        "NEVER_CAPITALS = bytes(code for code in range(0xC0) if not chr(code).isupper())",
        one_off(0xC0),
        EARLIER,
    ),
    Harmless("policy/checks/effort.py", "last = 0", one_off(0), "no valid pattern begins with a repetition"),
    Harmless(
        "policy/checks/effort.py",
        "totals, has_bar = [0], [False]",
        ("False -> True",),
        "bars outside of all brackets are not counted",
    ),
    Harmless("policy/checks/effort.py", "return totals[0]", ("0 -> -1",), "a valid pattern closes all its brackets"),
    Harmless(
        "policy/priority.py",
        "if compound < 0:",
        ("compound < 0 -> compound <= 0",),
        "a neutral tone is no term, and zero is neutral",
    ),
    Harmless(
        "policy/normalise.py",
        "for lengths in SQUEEZES if stretched else SQUEEZES[:1]:",
        ("1 -> 2",),
        "without a stretched word every reading is the same, and stands there once",
    ),
    Harmless(
        "policy/normalise.py",
        'return int.from_bytes(digest, "big", signed=True) or 1',
        one_off(1),
        "nobody knows a text whose digest is zero",
    ),
    Harmless(
        "policy/judge.py",
        "return judged_together([facts], rules, thresholds, engine)[0]",
        ("0 -> -1",),
        "a batch of one has one judgement",
    ),
    Harmless(
        "assessments/lease.py",
        "return self.rows[0].tries > settings.TRIES",
        ("0 -> -1",),
        "a row that was tried before travels alone, and fresh ones have all been tried as often",
    ),
    Harmless(
        "uploads/lease.py",
        "held = Upload.objects.held(self.token).filter(pk=self.upload.pk, state=self.upload.state)",
        (
            "Upload.objects.held(self.token).filter(pk=self.upload.pk, state=self.upload.state) -> "
            "Upload.objects.held(self.token).filter(state=self.upload.state)",
        ),
        "a token is one upload's, and its key only lets the database find it at once",
    ),
    Harmless(
        "cases/paging.py",
        "rows = fetch_rows((order.after(ordered, cursor) if cursor else ordered)[: size + 1], order, look)",
        ("1 -> 2",),
        "the second row too many is not shown either",
    ),
    Harmless(
        "cases/paging.py",
        "return cases.filter(closed_at__lte=case.closed_at).filter(Q(closed_at__lt=case.closed_at) | later_row)",
        ("cases.filter(closed_at__lte=case.closed_at) -> cases.filter()",),
        BOUND,
    ),
    Harmless(
        "cases/paging.py",
        "return cases.filter(closed_at__gte=case.closed_at).filter(Q(closed_at__gt=case.closed_at) | earlier_row)",
        ("cases.filter(closed_at__gte=case.closed_at) -> cases.filter()",),
        BOUND,
    ),
    Harmless(
        "cases/undo.py",
        "handed_on = case.events.filter(kind=Kind.HANDED_ON, facts__new=escalation)",
        (
            "case.events.filter(kind=Kind.HANDED_ON, facts__new=escalation) -> "
            "case.events.filter(facts__new=escalation)",
        ),
        "no other event names a new escalation",
    ),
)
EQUIVALENT: dict[str, str] = {key: harmless.reason for harmless in HARMLESS for key in harmless.mutant_keys()}
