"""A small but full community, written through the models of an earlier schema."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db.migrations.state import StateApps
from django.db.models import Model

from moderation.policy.normalise import fingerprint

NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
APPS = ("community", "moderation")


class Earlier:
    """Adds rows; `rows` remembers what was written of each, `left_out` what this schema has no place for."""

    def __init__(self, apps: StateApps, slug: str) -> None:
        self.apps, self.slug = apps, slug
        self.rows: list[tuple[str, Any, dict[str, Any]]] = []
        self.left_out: set[str] = set()

    def add(self, label: str, **fields: Any) -> Any:
        """A row, or None where this schema has no such table."""
        try:
            model: Any = self.apps.get_model(label)
        except LookupError:
            self.left_out.add(label)
            return None
        there = {name for field in model._meta.concrete_fields for name in (field.name, field.attname)}
        self.left_out |= {f"{label}.{name}" for name in fields.keys() - there}
        known = {name: value for name, value in fields.items() if name in there}
        row = model.objects.create(**known)
        self.rows.append((label, row.pk, {name: key_or_value(value) for name, value in known.items()}))
        return row

    def team(self, here: Any, slug: str) -> Any:
        """How a row names its team: by the team's own row, or by its slug before teams had rows."""
        model = next((each for each in self.apps.get_models() if each._meta.label == "moderation.Team"), None)
        if model is None:
            return slug
        found = model.objects.filter(community=here, slug=slug).first() if slug else None
        return found or (self.add("moderation.Team", community=here, slug=slug, name=slug.title()) if slug else None)

    def settings(self, label: str, **settings: Any) -> dict[str, Any]:
        """How a row holds its settings: as JSON, or in a column each before that."""
        names = {field.name for field in self.apps.get_model(label)._meta.concrete_fields}
        return {"settings": settings} if "settings" in names else settings

    def unique(self, name: str) -> UUID:
        return uuid5(UUID(int=0), f"{self.slug} {name}")

    @property
    def empty_tables(self) -> set[str]:
        models = [model for app in APPS for model in self.apps.get_app_config(app).get_models()]
        return {model._meta.label for model in models if not model._default_manager.exists()}


def key_or_value(value: Any) -> Any:
    if isinstance(value, memoryview):
        return bytes(value)
    return value.pk if isinstance(value, Model) else value


def add_community(earlier: Earlier) -> None:
    """Somebody of every role, a thread with a copy, a case in each state, and every table in use."""
    here = earlier.add(
        "community.Community", slug=earlier.slug, name=earlier.slug.title(), time_zone="Europe/London",
        languages=["en"], created_at=NOON - 30 * DAY,
    )  # fmt: skip
    people = add_people(earlier, here)
    channels = add_channels(earlier, here)
    messages = add_messages(earlier, here, channels)
    version = add_guidelines(earlier, here, people["admin"])
    cases = add_cases(earlier, here, messages, version, people)
    add_outbox(earlier, here, cases, people)
    add_escalations(earlier, here, cases, people)
    add_settings(earlier, here, channels, people)
    add_counts(earlier, here, channels)


def add_people(earlier: Earlier, here: Any) -> dict[str, Any]:
    people = {}
    for role in ("viewer", "moderator", "manager", "lead", "admin"):
        email = f"{role}@{earlier.slug}.example"
        people[role] = earlier.add("moderation.User", email=email, name=role.title(), password="!", date_joined=NOON)
        team = earlier.team(here, "legal" if role == "lead" else "")
        earlier.add("moderation.Membership", user=people[role], community=here, role=role, team=team, joined_at=NOON)
    gone = earlier.add("moderation.User", email=f"gone@{earlier.slug}.example", name="Gone", date_joined=NOON)
    left = {"role": "lead", "team": earlier.team(here, "support"), "joined_at": NOON, "ended_at": NOON + DAY}
    earlier.add("moderation.Membership", user=gone, community=here, **left)
    return people


def add_channels(earlier: Earlier, here: Any) -> dict[str, Any]:
    settings = earlier.settings("community.Feed", seed=7, a_minute=42)
    feed = earlier.add("community.Feed", community=here, kind="stub", is_on=False, cursor=99, read_at=NOON, **settings)
    social = earlier.add("community.Channel", community=here, feed=feed, slug="social", name="Social", language="en")
    told = {"stable_id": earlier.unique("told"), "kind": "hide", "target_external_id": "m1", "told_at": NOON}
    earlier.add("community.StubAction", feed=feed, channel=social, played_at=NOON, **told)
    direct = {"slug": "direct", "name": "Direct messages", "is_private": True, "is_answered": True}
    return {"social": social, "direct": earlier.add("community.Channel", community=here, **direct)}


def add_messages(earlier: Earlier, here: Any, channels: dict[str, Any]) -> dict[str, Any]:
    """A thread with an answer of staff, two texts that are the same, an edited one and an orphan."""
    moira = earlier.add("community.Member", community=here, external_id="moira", name="Moira", first_seen_at=NOON)
    desk = earlier.add("community.Member", community=here, external_id="desk", is_staff=True, first_seen_at=NOON)
    counts = {"read": 7, "created": 6, "rejected": 1, "started_at": NOON, "finished_at": NOON + HOUR}
    run = earlier.add(
        "community.ImportRun", channel=channels["direct"], community=here, source="week.csv", state="finished",
        content_hash="ab" * 32, options={"form": "csv"}, **counts,
    )  # fmt: skip
    raw = b"not a record \xff"
    earlier.add(
        "community.ImportReject", run=run, line=4, reason="No text.", raw=raw, length=len(raw), sha256="cd" * 32
    )

    def message(name: str, text: str, channel: str = "social", **fields: Any) -> Any:
        said = {"author": moira, "posted_at": NOON, "received_at": NOON + HOUR, "digest": name, "run": run} | fields
        place = {"community": here, "channel": channels[channel], "external_id": name}
        return earlier.add("community.Message", text=text, **place, **said)

    first = message("m1", "My lawyer will call you.", kind="post", reactions=3, reports=1, views=900, tags=["tent"])
    in_thread = {"parent": first, "root": first, "parent_external_id": "m1"}
    message("m2", "We are sorry.", author=desk, from_staff=True, posted_at=NOON + DAY, **in_thread)
    found = {"first": first, "copy": message("m3", "My lawyer will call you.", posted_at=NOON + HOUR)}
    found["edited"] = message("m4", "My lawyer says hello.", revision=2, edited_at=NOON + HOUR, channel="direct")
    earlier.add("community.MessageText", message=found["edited"], revision=1, text="Hello.", replaced_at=NOON + HOUR)
    found["fine"] = message("m5", "A fine tent.", waiting_for="m0", parent_external_id="m0", removed_at=NOON + DAY)
    found["new"] = message("m6", "Is it waterproof?", channel="direct", kind="direct", posted_at=NOON + 2 * DAY)
    earlier.add("moderation.PendingAssessment", message=found["new"], revision=1, asked_at=NOON, due_at=NOON)
    return found


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
    limits = {"severity_from": 3, "compound_to": -0.5, "reports_from": 4, "undo_seconds": 20}
    earlier.add("moderation.Desk", community=here, rule_set=rule_set, rules_reached=5, **limits)
    return version


def add_cases(
    earlier: Earlier, here: Any, messages: dict[str, Any], version: Any, people: dict[str, Any]
) -> dict[str, Any]:
    """An open case with a copy that a moderator holds, and one that was decided."""

    def case(name: str, **fields: Any) -> Any:
        message = messages[name]
        vader = {"neg": 0.25, "neu": 0.75, "pos": 0.0, "compound": -0.5, "words": [["lawyer", -0.5]]}
        terms = [{"name": "severity", "value": 60, "why": "Legal threat, severity high"}]
        made = earlier.add(
            "moderation.Assessment", message=message, revision=message.revision, engine="test", assessed_at=NOON,
            rule_set=version.rule_sets.get(), language="en", priority=60, terms=terms, fingerprint=77, **vader,
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
        row = earlier.add("moderation.Case", community=here, assessment=made, **(of | told | times | clocks | fields))
        place = {name: getattr(row, name) for name in ("priority", "due_by", "posted_at", "closed_at")}
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
    return {"held": held, "decided": decided}


def add_outbox(earlier: Earlier, here: Any, cases: dict[str, Any], people: dict[str, Any]) -> None:
    """One row to do by hand, and one that was carried out."""
    for name, state in (("decided", "to_do"), ("held", "done")):
        case = cases[name]
        done = {"done_at": NOON + DAY, "done_by": people["moderator"]} if state == "done" else {}
        of = {"community": here, "channel": case.channel, "case": case, "message": case.message}
        cause = earlier.apps.get_model("moderation.CaseEvent").objects.filter(case=case).latest("pk")
        due = {"made_at": NOON + DAY, "due_at": NOON + DAY, "tries": 1, "stable_id": earlier.unique(name)}
        earlier.add("moderation.Outbox", cause=cause, kind="hide", state=state, **of, **due, **done)


def add_escalations(earlier: Earlier, here: Any, cases: dict[str, Any], people: dict[str, Any]) -> None:
    """A rule that fired for a case, whose team has answered; and one case that a person escalated."""
    legal = earlier.team(here, "legal")
    says = {"name": "Threats", "severity_from": 3, "team": legal, "reason": "Read this.", "in_force_from": NOON}
    rule = earlier.add("moderation.EscalationRule", community=here, **says)
    lead, made = people["lead"], {"asks": "Is this a threat?", "made_at": NOON + HOUR}
    answered = {"answer": "No.", "answered_at": NOON + DAY, "answered_by": lead, "acknowledged_by": lead}
    answered |= {"acknowledged_at": NOON + 2 * HOUR}
    asked = {"community": here, "case": cases["held"], "team": legal, **made}
    fired = earlier.add("moderation.Escalation", rule=rule, **asked, **answered)
    firing = {"case": cases["held"], "cause": "severity 3", "fired_at": NOON + HOUR}
    earlier.add("moderation.Firing", rule=rule, escalation=fired, **firing)
    closed = {"closed_at": NOON + DAY, "closed_by": lead, "made_by": people["moderator"]}
    earlier.add(
        "moderation.Escalation", **asked | {"team": earlier.team(here, "pr"), "case": cases["decided"]}, **closed
    )


def add_settings(earlier: Earlier, here: Any, channels: dict[str, Any], people: dict[str, Any]) -> None:
    admin = people["admin"]
    offered = {"made_by": admin, "made_at": NOON, "expires_at": NOON + 7 * DAY}
    for number, (role, team) in enumerate((("viewer", ""), ("lead", "product"))):
        joins = earlier.team(here, team)
        to = {"email": f"{role}@new.example", "role": role, "team": joins, "secret_hash": f"{number}{earlier.slug}"}
        earlier.add("moderation.Invitation", community=here, **to, **offered)
    brought = {"name": "week.csv", "path": "uploads/week", "size": 99, "content_hash": "ab" * 32, "time_zone": "UTC"}
    state = {"state": "checked", "mapping": {"text": "body"}, "counts": {"read": 7}, "made_at": NOON, "due_at": NOON}
    earlier.add("moderation.Upload", community=here, channel=channels["direct"], by=admin, **brought, **state)
    earlier.add("moderation.ResponseTarget", community=here, severity=3, first_action=60, first_reply=240)
    earlier.add("moderation.WorkingHours", community=here, weekday=0, opens=540, closes=1020)
    differs = {"before": {"team": ""}, "after": {"team": "legal", "role": "lead"}}
    earlier.add("moderation.Change", community=here, actor=admin, at=NOON, subject="person", name="Lead", **differs)


def add_counts(earlier: Earlier, here: Any, channels: dict[str, Any]) -> None:
    counts = {"member_messages": 2, "posts": 1, "decisions": {"hide": 1}, "members": bytes(8), "compound_sum": -0.5}
    earlier.add("moderation.DayRollup", community=here, channel=channels["social"], date=NOON.date(), **counts)
    earlier.add("moderation.StaleDay", channel=channels["direct"], date=NOON.date(), marked_at=NOON)
    earlier.add("moderation.Tally", name="assessed", amount=6)
