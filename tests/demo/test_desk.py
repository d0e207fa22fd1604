"""The demo's people do what the desk's own people would do."""

from datetime import UTC, datetime, timedelta

from community.models import Feed
from community.records import RawMessage
from moderation.cases import actions
from moderation.demo.desk import heed_alarm, people_of, work_a_shift
from moderation.demo.lived_in import take_in
from moderation.demo.phrases import ANSWERS, HOLDING
from moderation.escalations import actions as escalating
from moderation.models import Case, Clock, Outbox
from moderation.policy.clocks import Kind

NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
THREAT = RawMessage(
    external_id="m1",
    text="Is this how you treat people? My solicitor will write to you on Friday.",
    channel="direct",
    kind="direct",
    author_id="zeb",
    posted_at=NOON,
)


def threatened(feed: Feed) -> Case:
    take_in(feed, [THREAT], NOON + HOUR / 2)
    return Case.objects.select_related("community").get()


def sent(case: Case) -> list[str]:
    return list(case.outbox.filter(kind=Outbox.Kind.REPLY).order_by("pk").values_list("text", flat=True))


def test_who_threatens_is_told_that_somebody_reads_while_legal_is_asked(feed: Feed) -> None:
    case = threatened(feed)
    heed_alarm(feed, NOON + HOUR / 2)
    case.refresh_from_db()
    assert case.assignee
    assert case.escalations.get().team.slug == "legal"
    assert sent(case) == [HOLDING]
    assert Clock.objects.get(case=case, kind=Kind.ACTION).kept_at
    # Somebody has it, and waits for the team.
    work_a_shift(feed, NOON + 3 * HOUR)
    assert sent(case) == [HOLDING]


def test_what_legal_answers_is_written_to_the_person_and_decides_the_case(feed: Feed) -> None:
    case, lena = threatened(feed), people_of(feed.community)["lena"]
    heed_alarm(feed, NOON + HOUR / 2)
    asked = case.escalations.get()
    escalating.acknowledge(asked, lena, NOON + HOUR)
    escalating.answer(asked, lena, NOON + 2 * HOUR, text=ANSWERS["legal"][0])
    work_a_shift(feed, NOON + 3 * HOUR)
    case.refresh_from_db()
    assert sent(case) == [HOLDING, ANSWERS["legal"][0]]
    assert (case.decision, bool(case.closed_at)) == ("keep", True)


def test_an_alarm_is_not_for_what_somebody_has(feed: Feed) -> None:
    case, people = threatened(feed), people_of(feed.community)
    actions.claim(case, people["ben"], NOON + HOUR / 2)
    escalating.answer(case.escalations.get(), people["lena"], NOON + HOUR, text=ANSWERS["legal"][0])
    heed_alarm(feed, NOON + 2 * HOUR)
    assert sent(case) == []
