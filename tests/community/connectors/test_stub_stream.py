import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from community.connectors.stub import PLANS, Stub, stage_and_stream
from community.connectors.stub.conversation import rising_reports
from community.records import RawMessage
from moderation.policy.sentiment.vader import score_text

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
BOTH = pytest.mark.parametrize("slug", PLANS)


@cache
def stream(slug: str) -> list[RawMessage]:
    return Stub(PLANS[slug], seed=1).stream(0, 2000, NOW)


def timeless(messages: list[RawMessage]) -> list[RawMessage]:
    return [message._replace(posted_at=None, edited_at=None) for message in messages]


@BOTH
def test_it_does_not_matter_how_the_stream_is_read(slug: str) -> None:
    pieces = [
        message
        for cursor in range(0, 900, 37)
        for message in Stub(PLANS[slug], seed=1).stream(cursor, 37, NOW + timedelta(seconds=cursor))
    ]
    assert timeless(pieces[:900]) == timeless(stream(slug)[:900])


@BOTH
def test_an_element_from_the_middle_needs_no_reading_before_it(slug: str) -> None:
    stage_and_stream.cache_clear()
    assert timeless(Stub(PLANS[slug], seed=1).stream(1203, 5, NOW)) == timeless(stream(slug)[1203:1208])


@BOTH
def test_another_seed_streams_other_texts(slug: str) -> None:
    others = {message.text for message in Stub(PLANS[slug], seed=2).stream(0, 300, NOW)}
    assert len(others & {message.text for message in stream(slug)[:300]}) < 15


def is_question(message: RawMessage) -> bool:
    return message.channel in ("gear-help", "bug-forum") and "?" in message.text


INSULT = re.compile(
    r"pillock|clown|muppet|numpty|plank|nobody|cry more|say that|you lot|shut up|liars|bore off|thick|genius|expert"
    r"|breathe|shoelaces|wisdom|takes|mouth|gob|lettuce|lump|dense|every thread|knows more|waste of|bin fire"
    r"|block me|talking like that|find a hobby",
    re.IGNORECASE,
)
ANGER = re.compile(
    r"good enough|fed up|i'?m done|disappointed|joke|never again|expect|rubbish|used to|always did|waste of|customer of"
    r"|how hard|ignored|cheated|taken for|do better|sort it|get a grip|survey|one star|shocking|terrible|awful"
    r"|money back|ring me|still waiting|last person",
    re.IGNORECASE,
)
SORTS: dict[str, Callable[[RawMessage], object]] = {
    "praise": lambda m: m.kind == "review" and score_text(m.text).compound > 0.4,
    "question": is_question,
    "direct message": lambda m: m.kind == "direct",
    "spam": lambda m: m.author_id.startswith("n-"),
    "rude": lambda m: m.channel in ("trail-talk", "general-chat") and INSULT.search(m.text),
    "complaint": lambda m: m.kind == "review" and ANGER.search(m.text),
    "Spanish": lambda m: re.search("[¿¡]", m.text),
    "legal threat": lambda m: re.search("solicitor|lawyer|court|legal action", m.text, re.IGNORECASE),
    "personal data": lambda m: re.search(r"@example\.|07700 900|4111 1111|GB82 WEST", m.text),
    "worry": lambda m: re.search("heard from|sit right|is ok|doing so well", m.text, re.IGNORECASE),
}


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("sort", SORTS)
@BOTH
def test_the_first_forty_show_what_there_is(slug: str, sort: str, seed: int) -> None:
    assert any(SORTS[sort](message) for message in Stub(PLANS[slug], seed).stream(0, 40, NOW))


@BOTH
def test_answers_follow_what_they_answer(slug: str) -> None:
    told: set[str] = {""}
    for message in stream(slug):
        assert message.parent_external_id in told
        assert message.thread_external_id in told
        told.add(message.external_id)
    assert sum(bool(message.parent_external_id) for message in stream(slug)) > 500


@BOTH
def test_what_is_told_again_is_an_edit_more_reports_or_a_deletion(slug: str) -> None:
    told: dict[str, RawMessage] = {}
    again = 0
    for message in stream(slug):
        before = told.get(message.external_id)
        if before:
            again += 1
            assert message.posted_at is None
            assert message.text != before.text or message.deleted or message.reports > (before.reports or 0)
            assert message.author_id == before.author_id
        told[message.external_id] = message
    assert again > 100


@BOTH
def test_staff_answer_some_and_leave_most_to_the_desk(slug: str) -> None:
    by_staff = sum(message.from_staff for message in stream(slug))
    assert 50 < by_staff < 200


@BOTH
def test_new_elements_are_posted_about_now_and_in_order(slug: str) -> None:
    moments = [message.posted_at for message in Stub(PLANS[slug], seed=1).stream(77, 60, NOW) if message.posted_at]
    assert moments == sorted(moments)
    assert NOW - timedelta(seconds=5) < moments[0] <= moments[-1] <= NOW


@pytest.mark.parametrize(("reports", "steps"), [(1, [1]), (2, [1, 2]), (3, [1, 2, 3]), (6, [1, 3, 6])])
def test_reports_rise_by_steps(reports: int, steps: list[int]) -> None:
    assert rising_reports(reports) == steps
