import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from community.connectors.stub import PLANS, Stub
from community.records import KINDS, RawMessage

UNTIL = datetime(2026, 11, 16, tzinfo=UTC)
OTHER_TONGUES = re.compile(r"[¿¡ñßäöüçãõłśżźęąéèàê\u3040-\u30ff\u4e00-\u9fff]", re.IGNORECASE)
BOTH = pytest.mark.parametrize("slug", PLANS)


@cache
def history(slug: str) -> list[RawMessage]:
    return list(Stub(PLANS[slug], seed=1).history(UNTIL))


def test_ninety_days_of_both_communities_are_at_least_twenty_thousand_messages() -> None:
    assert sum(len(history(slug)) for slug in PLANS) >= 20_000


@BOTH
def test_the_same_seed_tells_the_same_story(slug: str) -> None:
    assert list(islice(Stub(PLANS[slug], seed=1).history(UNTIL), 1500)) == history(slug)[:1500]


@BOTH
def test_another_seed_tells_another_story(slug: str) -> None:
    other = {message.text for message in islice(Stub(PLANS[slug], seed=2).history(UNTIL), 500)}
    assert len(other & {message.text for message in history(slug)[:500]}) < 25


@BOTH
def test_history_is_told_oldest_first_and_only_of_the_days_asked_for(slug: str) -> None:
    moments = [message.posted_at for message in history(slug)]
    assert moments == sorted(moments)
    assert UNTIL - timedelta(days=90) <= moments[0]
    assert moments[-1] < UNTIL


@BOTH
def test_every_id_is_told_once(slug: str) -> None:
    ids = [message.external_id for message in history(slug)]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(rf"{slug}-h-\d{{6}}", external_id) for external_id in ids)


@BOTH
def test_a_parent_and_a_root_are_told_before_the_answer(slug: str) -> None:
    told: set[str] = {""}
    for message in history(slug):
        assert message.parent_external_id in told
        assert message.thread_external_id in told
        told.add(message.external_id)


@BOTH
def test_every_record_is_one_that_a_reader_would_let_pass(slug: str) -> None:
    channels = {channel.slug for channel in PLANS[slug].channels}
    for message in history(slug):
        assert message.channel in channels
        assert message.kind in KINDS
        assert message.author_id
        assert not message.text.startswith(" ")


@BOTH
def test_texts_are_from_a_word_to_a_long_letter(slug: str) -> None:
    lengths = [len(message.text) for message in history(slug)]
    assert 3 <= min(lengths) < 10
    assert 1000 < max(lengths) <= 1500


@BOTH
def test_no_slot_or_choice_is_left_unfilled(slug: str) -> None:
    assert not [message.text for message in history(slug) if re.search(r"[\[\]{}|]|^[a-z,]+> ", message.text)]


@BOTH
def test_a_tenth_or_so_is_in_other_languages(slug: str) -> None:
    foreign = sum(bool(OTHER_TONGUES.search(message.text)) for message in history(slug))
    assert 0.03 < foreign / len(history(slug)) < 0.15


@BOTH
def test_staff_answer_within_the_hour_and_after_days(slug: str) -> None:
    posted = {message.external_id: message.posted_at for message in history(slug)}
    waits = [
        message.posted_at - posted[message.parent_external_id]
        for message in history(slug)
        if message.from_staff and message.parent_external_id
    ]
    assert sum(wait < timedelta(hours=1) for wait in waits) > 100
    assert sum(wait > timedelta(days=2) for wait in waits) > 100


@BOTH
def test_staff_keep_office_hours(slug: str) -> None:
    zone = ZoneInfo(PLANS[slug].time_zone)
    here = [message.posted_at.astimezone(zone) for message in history(slug) if message.from_staff]
    assert len(here) > 100
    assert all(moment.weekday() < 5 and 9 <= moment.hour < 17 for moment in here)


@BOTH
def test_members_write_in_the_evening_rather_than_at_night(slug: str) -> None:
    zone = ZoneInfo(PLANS[slug].time_zone)
    hours = Counter(message.posted_at.astimezone(zone).hour for message in history(slug) if not message.from_staff)
    assert hours[20] > 5 * hours[4]


@BOTH
def test_staff_are_known_as_staff_and_sign_with_a_first_name(slug: str) -> None:
    for message in history(slug):
        assert message.from_staff == message.author_id.startswith("staff-")
        assert not message.from_staff or message.author_name.split()[0] in message.text


@BOTH
def test_some_are_reported_edited_or_deleted(slug: str) -> None:
    assert sum(bool(message.reports) for message in history(slug)) > 100
    assert sum(bool(message.edited_at) for message in history(slug)) > 100
    assert 20 < sum(message.deleted for message in history(slug)) < 200


def test_a_bad_release_brings_hundreds_of_angry_messages_within_hours() -> None:
    angry = [message for message in history("emberloom") if "1.4" in message.text and "1.4.1" not in message.text]
    by_day = Counter(message.posted_at.astimezone(ZoneInfo("America/Toronto")).date() for message in angry)
    (_, most), (_, next_most) = by_day.most_common(2)
    assert most > 60
    assert most > 2 * next_most
