"""Guidelines, cases and what becomes of them, in an earlier schema."""

from typing import Any

from moderation.policy.normalise import fingerprint
from tests.earlier.schema import DAY, HOUR, NOON, Earlier


def add_guidelines(earlier: Earlier, here: Any, admin: Any) -> Any:
    """A guideline in two versions, of which the newer is in force."""
    called = {"slug": "legal-threat", "name": "Legal threat", "category": "legal"}
    guideline = earlier.add("moderation.Guideline", community=here, **called)
    by = {"made_by": admin, "made_at": NOON - DAY, "name": "Legal threat", "category": "legal"}
    for number in (1, 2):
        said = {"number": number, "statement": f"Ask legal, {number}.", "severity": 3, **by}
        version = earlier.add("moderation.GuidelineVersion", guideline=guideline, **said)
        earlier.add("moderation.Rule", version=version, position=0, kind="phrase", pattern="my lawyer")
        rule_set = earlier.add("moderation.RuleSet", community=here, number=number, made_by=admin, made_at=NOON - DAY)
        rule_set.versions.add(version)
    limits = {"severity_from": 3, "compound_to": -0.5, "reports_from": 4, "undo_seconds": 20, "rating_to": 3}
    limits |= {"reopen_days": 9, "digest_minutes": 15, "looked_case": 3, "looked_rank": -50_000}
    months = {"keep_messages": 24, "keep_cases": 36, "keep_rejects": 6, "keep_uploads": 1}
    kept = {"rules_reached": 5, "retention_due_at": NOON + 2 * DAY, **months}
    earlier.add("moderation.Desk", community=here, rule_set=rule_set, **limits, **kept)
    return version


def add_cases(
    earlier: Earlier, here: Any, messages: dict[str, Any], version: Any, people: dict[str, Any]
) -> dict[str, Any]:
    """An open case with a copy that a moderator holds, one that was decided, and a ticket that was answered."""

    def case(name: str, **fields: Any) -> Any:
        message = messages[name]
        vader = {"neg": 0.25, "neu": 0.75, "pos": 0.0, "compound": -0.5, "words": [["lawyer", -0.5]]}
        read = {"reading_version": 1, "judged_on": ["question", 900, 3, 1, 0]}
        terms = [{"name": "severity", "value": 60, "why": "Legal threat, severity high"}]
        made = earlier.add(
            "moderation.Assessment", message=message, revision=message.revision, engine="test", assessed_at=NOON,
            rule_set=version.rule_sets.get(), language="en", priority=60, terms=terms, fingerprint=77, **read, **vader,
        )  # fmt: skip
        earlier.add(
            "moderation.Finding", assessment=made, number=1, version=version, severity=3, start=0, end=9,
            excerpt="My lawyer", rule="phrase “my lawyer”", reason="The text says “My lawyer”.",
        )  # fmt: skip
        clocks = {"clock_started_at": NOON, "first_action_by": NOON + HOUR, "first_action_risk_at": NOON + HOUR / 2}
        times = {"opened_at": NOON + HOUR, "unclaimed_at": NOON + HOUR, "found_at": NOON + HOUR, "rules_due_at": NOON}
        # An open case is compared with new texts, so its fingerprint is always the newest one.
        mark = fingerprint(message.text)
        told = {"opened_for": ["finding"], "severity": 3, "priority": 60, "fingerprint": mark, "posted_at": NOON}
        of = {"message": message, "revision": message.revision, "author": message.author, "channel": message.channel}
        of |= {"conversation": getattr(message, "conversation", None), "rank": -50_000}
        row = earlier.add("moderation.Case", community=here, assessment=made, **(of | told | times | clocks | fields))
        place = {name: getattr(row, name) for name in ("priority", "due_by", "posted_at", "closed_at")}
        place["rank"] = getattr(row, "rank", 0)
        earlier.add("moderation.CaseGuideline", case=row, guideline=version.guideline, **place)
        earlier.add("moderation.CaseEvent", case=row, kind="opened", at=NOON + HOUR)
        return row

    moderator = people["moderator"]
    held = case("first", assignee=moderator, claimed_at=NOON + 2 * HOUR, first_action_at=NOON + 2 * HOUR)
    earlier.add("moderation.CaseCopy", case=held, message=messages["copy"], revision=1)
    earlier.add("moderation.CaseEvent", case=held, kind="claimed", actor=moderator, at=NOON + 2 * HOUR)
    ended = {"closed_at": NOON + DAY, "outcome": "decided", "decision": "hide", "decided_revision": 2}
    facts = {"action": "hide", "guideline": version.guideline.pk, "revision": 2}
    decided = case("edited", follows=held, assignee=moderator, **ended)
    earlier.add(
        "moderation.CaseEvent", case=decided, kind="decided", actor=moderator, at=NOON + DAY, why="Rude.", facts=facts
    )
    cases = {"held": held, "decided": decided}
    if "ticket" in messages:
        answered = {"closed_at": NOON + DAY, "outcome": "replied", "opened_for": ["answer", "finding"]}
        answered |= {"first_reply_by": NOON + 2 * DAY, "first_reply_risk_at": NOON + DAY, "first_reply_at": NOON + DAY}
        cases["answered"] = case("ticket", assignee=moderator, **answered)
        earlier.add("moderation.CaseEvent", case=cases["answered"], kind="replied", actor=moderator, at=NOON + DAY)
    return cases


def add_outbox(earlier: Earlier, here: Any, cases: dict[str, Any], people: dict[str, Any]) -> None:
    """One row to do by hand, one that was carried out, and a reply that waits for a program to fetch it."""
    done = {"done_at": NOON + DAY, "done_by": people["moderator"]}
    states: dict[str, dict[str, Any]] = {
        "decided": {"kind": "hide", "state": "to_do"},
        "held": {"kind": "hide", "state": "done", **done},
        "answered": {"kind": "reply", "state": "offered", "text": "Send it back.", "fetched_at": NOON + DAY},
    }
    for name, case in cases.items():
        of = {"community": here, "channel": case.channel, "case": case, "message": case.message}
        cause = earlier.apps.get_model("moderation.CaseEvent").objects.filter(case=case).latest("pk")
        due = {"made_at": NOON + DAY, "due_at": NOON + DAY, "tries": 1, "stable_id": earlier.unique(name)}
        earlier.add("moderation.Outbox", cause=cause, **of, **due, **states[name])


def add_escalations(earlier: Earlier, here: Any, cases: dict[str, Any], people: dict[str, Any]) -> None:
    """A rule that fired for a case, whose team has answered; and one case that a person escalated."""
    legal = earlier.team(here, "legal")
    says = {"name": "Threats", "severity_from": 3, "team": legal, "reason": "Read this.", "in_force_from": NOON}
    rule = earlier.add("moderation.EscalationRule", community=here, **says)
    lead, made = people["lead"], {"asks": "Is this a threat?", "made_at": NOON + HOUR}
    answered = {"answer": "No.", "answered_at": NOON + DAY, "answered_by": lead, "acknowledged_by": lead}
    answered |= {"acknowledged_at": NOON + 2 * HOUR}
    asked = {"community": here, "case": cases["held"], "message": cases["held"].message, "team": legal, **made}
    fired = earlier.add("moderation.Escalation", rule=rule, **asked, **answered)
    firing = {"case": cases["held"], "cause": "severity 3", "fired_at": NOON + HOUR}
    earlier.add("moderation.Firing", rule=rule, escalation=fired, **firing)
    closed = {"closed_at": NOON + DAY, "closed_by": lead, "made_by": people["moderator"]}
    decided = {"case": cases["decided"], "message": cases["decided"].message}
    earlier.add("moderation.Escalation", **asked | decided | {"team": earlier.team(here, "pr")}, **closed)
