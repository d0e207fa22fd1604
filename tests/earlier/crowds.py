"""A conversation in which people gather, with a case for each, in an earlier schema in which a case has rows."""

from typing import Any

from tests.earlier.casework import add_answer, add_clock, add_row
from tests.earlier.messages import add_member, add_message
from tests.earlier.schema import DAY, HOUR, NOON, Earlier

LOST_AT = NOON + 3 * HOUR


def add_crowd(earlier: Earlier, channel: Any, people: dict[str, Any]) -> None:
    """Two people below one post: what one says again was split off and merged, the other's reply is lost."""
    messages = add_thread(earlier, channel)
    first = add_case(earlier, messages["c1"], severity=4, opened_for=["finding"], rank=-40_000)
    lost = {"behind": first, "reply_lost_at": LOST_AT, "rank": 250_000}
    second = add_case(earlier, messages["c2"], severity=1, opened_for=["answer"], **lost)
    over = {"split_no": 1, "closed_at": NOON + DAY, "outcome": "merged"}
    part = add_case(earlier, messages["c3"], severity=4, opened_for=["reports"], **over)
    add_parts(earlier, first, second, part)
    by = people["moderator"]
    add_links(earlier, first, second, part, by)
    add_lost_reply(earlier, second, by)
    add_answers(earlier, messages, by)
    add_gathering(earlier, first, messages)


def add_thread(earlier: Earlier, channel: Any) -> dict[str, Any]:
    """A post, what others write below it, and two answers of staff."""
    desk = earlier.apps.get_model("community.Member").objects.get(external_id="desk", source=channel.source)
    nia, omar = (add_member(earlier, channel, name, name=name.title()) for name in ("nia", "omar"))
    thread = earlier.add("community.Conversation", channel=channel, thread_external_id="leaks")
    ours = {"author": desk, "from_staff": True, "said_staff": True}
    said: dict[str, tuple[str, dict[str, Any]]] = {
        "c1": ("My tent leaks.", {"author": nia, "kind": "post"}),
        "c2": ("Mine too, who helps?", {"author": omar}),
        "c3": ("It still leaks.", {"author": nia, "reports": 1}),
        "c4": ("And mine?", {"guest_name": "Guest"}),
        "c5": ("We are looking into it.", ours),
        "c6": ("It was the seam.", ours),
    }
    return {
        name: add_message(earlier, channel, name, text, conversation=thread, **fields)
        for name, (text, fields) in said.items()
    }


def add_case(earlier: Earlier, message: Any, **fields: Any) -> Any:
    of = {"community": message.community, "channel": message.channel, "conversation": message.conversation}
    told = {"message": message, "revision": 1, "author": message.author, "posted_at": NOON, "priority": 50}
    times = {"opened_at": NOON, "unclaimed_at": NOON, "found_at": NOON + HOUR}
    case = earlier.add("moderation.Case", **of, **told, **times, **fields)
    earlier.add("moderation.CaseEvent", case=case, kind="opened", at=NOON)
    return case


def add_parts(earlier: Earlier, first: Any, second: Any, part: Any) -> None:
    """What each case is about, and the promises, of which one went with the message to another case."""
    add_row(earlier, first, first.message, is_unchecked=True, is_unscored=True)
    add_row(earlier, second, second.message, waits=True)
    add_row(earlier, part, part.message, left_at=NOON + DAY)
    add_row(earlier, first, part.message, opened_for=part.opened_for, joined_at=NOON + DAY)
    add_clock(earlier, first, first.message, "unchecked")
    add_clock(earlier, second, second.message, "next_reply")
    add_clock(earlier, part, part.message, "decision", ended_at=NOON + DAY, ended_as="moved")


def add_links(earlier: Earlier, first: Any, second: Any, part: Any, by: Any) -> None:
    about = [part.conversation.pk]
    split = {"new": part.pk, "rows": [], "conversations": about, "was": {}}
    merged = {"other": part.pk, "rows": [], "clocks_moved": [], "was": {}, "lost": None, "conversations": about}
    for kind, other, facts in (("split", part, split), ("merged", part, merged)):
        earlier.add("moderation.CaseLink", case=first, other=other, kind=kind, by=by, at=NOON + DAY)
        earlier.add("moderation.CaseEvent", case=first, kind=kind, actor=by, at=NOON + DAY, facts=facts)
    earlier.add("moderation.CaseLink", case=first, other=second, kind="gathered", at=NOON + HOUR)
    crowd = {"people": 2, "messages": 4}
    earlier.add("moderation.CaseEvent", case=first, kind="gathered", at=NOON + HOUR, facts=crowd)


def add_lost_reply(earlier: Earlier, case: Any, by: Any) -> None:
    """A reply that somebody sent by hand, as they say, and that was not found on the platform."""
    written = earlier.add("moderation.CaseEvent", case=case, kind="replied", actor=by, at=LOST_AT)
    of = {"community": case.community, "channel": case.channel, "case": case, "message": case.message}
    times = {"made_at": LOST_AT, "due_at": LOST_AT, "stable_id": earlier.unique("to c2")}
    told = {"kind": "reply", "text": "Dry it first.", "state": "failed", "sought": "lost"}
    earlier.add("moderation.Outbox", cause=written, **of, **told, **times)


def add_answers(earlier: Earlier, messages: dict[str, Any], by: Any) -> None:
    """Whom staff answered: one, another not, somebody without an identity, and nobody knows whom."""
    nia, omar = messages["c1"].author, messages["c2"].author
    add_answer(earlier, messages["c5"], "parent", author=nia)
    add_answer(earlier, messages["c5"], "by_hand", author=omar, answered=False, by=by)
    add_answer(earlier, messages["c5"], "mention", target=messages["c4"], given_at=NOON + HOUR)
    add_answer(earlier, messages["c6"], "unknown")
    # Staff wrote it before there was a case.
    add_clock(earlier, None, messages["c4"], "reply", kept_at=NOON + HOUR, kept_as="platform")


def add_gathering(earlier: Earlier, case: Any, messages: dict[str, Any]) -> None:
    """A rule about many people, which holds there, and what came since."""
    rule = {"name": "Crowds", "people": 2, "people_minutes": 30, "bad_percent": 50, "reason": "Look."}
    asked = {"team": earlier.team(case.community, "support"), "in_force_from": NOON - DAY}
    crowds = earlier.add("moderation.EscalationRule", community=case.community, **rule, **asked)
    there = {"conversation": case.conversation}
    times = {"began_at": NOON, "last_at": NOON + HOUR}
    earlier.add("moderation.Gathering", rule=crowds, people=2, messages=4, **there, **times)
    span = {"posted_from": NOON, "posted_to": messages["c6"].posted_at}
    earlier.add("moderation.Arrival", due_at=NOON + DAY, **there, **span)
