"""Stage "edits", where open cases' messages are edited.

As many messages that open one stand beside them.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from statistics import median

from community.records import RawMessage
from moderation.assessments import pipeline
from moderation.bench import communities, corpus, line, pace
from moderation.bench.breakdown import FINISHING, watched
from moderation.bench.figures import Figure, Report
from moderation.bench.sizes import Sizes
from moderation.models import CaseEvent
from moderation.policy.normalise import fingerprint

MOST_TIMES = 1.5
# The first opens a case; the second is found as well, so that the case is found anew and listed once more.
THREAT, SPAM = "My lawyer will write to you.", "Free crypto giveaway, click the link in my bio!"


def measure(sizes: Sizes) -> Report:
    pace.warm()
    communities.make_all()
    told, ref, rounds = threats(), [], []
    for _ in range(sizes.rounds + 1):
        records = list(islice(told, sizes.edits))
        ref.append(pace.ref_rate([record.text for record in records]))
        opened = seconds_of(records, CaseEvent.Kind.OPENED)
        edited = seconds_of([with_more(record, SPAM) for record in records], CaseEvent.Kind.ASSESSED)
        rounds.append((opened, edited))
    # The first one also compiles the rules.
    rounds = rounds[1:]
    figures = [
        Figure(
            "editing beside opening, in the transaction",
            median(edited[0] / opened[0] for opened, edited in rounds),
            "x",
            must=MOST_TIMES,
            at_most=True,
        ),
        Figure(
            "editing beside opening, with judging",
            median(edited[1] / opened[1] for opened, edited in rounds),
            "x",
            must=MOST_TIMES,
            at_most=True,
        ),
    ]
    spent = {"opening": [opened for opened, _ in rounds], "editing": [edited for _, edited in rounds]}
    each = {name: 1e6 * median(first for first, _ in some) / sizes.edits for name, some in spent.items()}
    return Report(figures, median(ref), {"messages": sizes.edits, "microseconds_a_message_in_the_transaction": each})


def threats() -> Iterator[RawMessage]:
    """Yield messages of members that each open a case, no two alike."""
    seen = set()
    for record in corpus.all_records():
        # Each in a conversation of its own, as a person has one case in each.
        alone = record._replace(parent_external_id="", thread_external_id=record.external_id)
        threat = with_more(alone, THREAT)
        mark = fingerprint(threat.text)
        if not (record.from_staff or record.deleted or mark in seen):
            seen.add(mark)
            yield threat


def with_more(record: RawMessage, more: str) -> RawMessage:
    return record._replace(text=f"{record.text} {more}")


def seconds_of(records: Sequence[RawMessage], kind: CaseEvent.Kind) -> tuple[float, float]:
    """Return the pipeline's seconds for these, in its transaction and in all.

    Raises Wrong unless each does this to its case.
    """
    line.store(records)
    before = CaseEvent.objects.filter(kind=kind).count()
    with watched() as watch:
        pipeline.drain()
    done = CaseEvent.objects.filter(kind=kind).count() - before
    if done != len(records):
        raise line.Wrong(f"{len(records)} messages led to {done} of “{kind}”.")
    return sum(watch.spent[part] for part in FINISHING), sum(watch.spent.values())
