"""One person who wrote again and again, with a case for each message, as the fourth part left it."""

from typing import Any

from tests.earlier.messages import add_member, add_message
from tests.earlier.schema import DAY, HOUR, NOON, Earlier

VERA = "vera"
NEEDS, FOUND = ["answer"], ["finding", "answer"]
# Why each of five messages opened a case, and what had been done about it: nobody knew that they are one matter.
CASES: dict[str, dict[str, Any]] = {
    # A moderator holds it, and a team was asked.
    "v1": {"opened_for": FOUND, "severity": 3, "priority": 60, "first_action_at": NOON + 2 * HOUR},
    "v2": {"opened_for": NEEDS, "severity": 0, "priority": 25},
    # A reply was written, and nobody has sent it yet.
    "v3": {"opened_for": FOUND, "severity": 2, "priority": 40, "first_reply_at": NOON + 5 * HOUR},
    # Staff answered it on the platform, and it stays for what was found.
    "v4": {"opened_for": FOUND, "severity": 3, "priority": 61, "first_reply_at": NOON + 7 * HOUR},
    "v5": {"opened_for": ["negative", "answer"], "severity": 0, "priority": 30},
}
KEPT = {"v1": ["action"], "v3": ["reply"], "v4": ["reply"]}
CLOSED = "v0"


def add_busy_conversation(earlier: Earlier) -> dict[str, Any]:
    """Five open cases of one person in one thread, and one that was closed before; returns the cases by message."""
    here = earlier.apps.get_model("community.Community").objects.get(slug=earlier.slug)
    channel = earlier.apps.get_model("community.Channel").objects.get(community=here, slug="social")
    vera = add_member(earlier, channel, VERA, name="Vera")
    thread = earlier.add("community.Conversation", channel=channel, thread_external_id="vera's")
    moderator = earlier.apps.get_model("moderation.User").objects.get(email=f"moderator@{earlier.slug}.example")

    def said(name: str, **fields: Any) -> Any:
        text = f"My lawyer will hear of tent {name}, or will somebody answer?"
        return add_message(earlier, channel, name, text, author=vera, conversation=thread, **fields)

    over = {"opened_for": FOUND, "closed_at": NOON, "outcome": "decided", "decision": "keep", "decided_revision": 1}
    cases = {CLOSED: add_case(earlier, said(CLOSED, received_at=NOON - HOUR), severity=1, priority=20, **over)}
    for number, (name, told) in enumerate(CASES.items()):
        at = {"posted_at": NOON + 2 * number * HOUR, "received_at": NOON + 2 * number * HOUR}
        cases[name] = add_case(earlier, said(name, **at), **told)
    earlier.change(cases["v1"], assignee=moderator, claimed_at=NOON + 2 * HOUR)
    earlier.add("moderation.CaseEvent", case=cases["v1"], kind="claimed", actor=moderator, at=NOON + 2 * HOUR)
    add_copies(earlier, channel, cases["v1"])
    add_question(earlier, cases["v1"], moderator)
    add_answers(earlier, cases, moderator)
    return cases


def add_case(earlier: Earlier, message: Any, **fields: Any) -> Any:
    start = message.received_at
    made = earlier.add(
        "moderation.Assessment", message=message, revision=1, engine="test", assessed_at=start, language="en",
        priority=fields["priority"], terms=[], fingerprint=0, reading_version=1,
        neg=0.1, neu=0.9, pos=0.0, compound=-0.1, words=[],
    )  # fmt: skip
    promised = {"clock_started_at": start}
    waits = "answer" in fields["opened_for"]
    for name, within in (("action", HOUR), ("reply", 4 * HOUR))[: 1 + waits]:
        promised |= {f"first_{name}_by": start + within, f"first_{name}_risk_at": start + within / 2}
    times = {"opened_at": start, "unclaimed_at": start, "found_at": start, "due_by": start + HOUR}
    of = {"community": message.community, "channel": message.channel, "message": message, "author": message.author}
    told = {"revision": 1, "posted_at": message.posted_at, "assessment": made}
    row = earlier.add("moderation.Case", **of, **times, **promised, **told | fields)
    earlier.add("moderation.CaseEvent", case=row, kind="opened", at=start)
    return row


def add_copies(earlier: Earlier, channel: Any, case: Any) -> None:
    """Others said the same; one of them was judged anew since, and has a case too."""
    for name in ("w1", "w2"):
        author = add_member(earlier, channel, name, name=name.title())
        message = add_message(earlier, channel, name, case.message.text, author=author)
        earlier.add("moderation.CaseEvent", case=case, kind="joined", at=NOON, facts={"message": message.pk})
        if name == "w1":
            earlier.add("moderation.CaseCopy", case=case, message=message, revision=1)
        else:
            earlier.apps.get_model("moderation.CaseCopy").objects.create(case=case, message=message, revision=1)
            add_case(earlier, message, opened_for=["reports"], severity=0, priority=35)


def add_question(earlier: Earlier, case: Any, by: Any) -> None:
    """A team was asked, and has neither taken it up nor answered."""
    asked = {"asks": "Is this a threat?", "made_at": NOON + 2 * HOUR, "made_by": by}
    team = earlier.team(case.community, "legal")
    question = earlier.add("moderation.Escalation", community=case.community, case=case, team=team, **asked)
    facts = {"escalation": question.pk, "team": "legal", "was": {}}
    earlier.add("moderation.CaseEvent", case=case, kind="escalated", actor=by, at=NOON + 2 * HOUR, facts=facts)


def add_answers(earlier: Earlier, cases: dict[str, Any], by: Any) -> None:
    """A reply that waits to be sent by hand, and an answer of staff below a message."""
    written = earlier.add("moderation.CaseEvent", case=cases["v3"], kind="replied", actor=by, at=NOON + 5 * HOUR)
    of = {"community": cases["v3"].community, "channel": cases["v3"].channel, "case": cases["v3"], "cause": written}
    times = {"made_at": NOON + 5 * HOUR, "due_at": NOON + 5 * HOUR, "stable_id": earlier.unique("to v3")}
    told = {"message": cases["v3"].message, "kind": "reply", "text": "Which tent?", "state": "to_do"}
    earlier.add("moderation.Outbox", **of, **told, **times)
    desk = earlier.apps.get_model("community.Member").objects.get(external_id="desk", source=cases["v4"].channel.source)
    below = {"parent": cases["v4"].message, "parent_external_id": "v4", "author": desk, "posted_at": NOON + 7 * HOUR}
    ours = {"from_staff": True, "said_staff": True, "conversation": cases["v4"].message.conversation}
    add_message(earlier, cases["v4"].channel, "a4", "We are sorry.", **below, **ours)
    earlier.add("moderation.CaseEvent", case=cases["v5"], kind="noted", actor=by, at=NOON + DAY, why="Angry.")
