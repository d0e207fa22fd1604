"""Settings, uploads and counts, in an earlier schema."""

from typing import Any

from moderation.policy.histogram import Histogram
from moderation.rollups.packing import pack_rows
from tests.earlier.schema import DAY, HOUR, NOON, Earlier

# The first of them stands for all from before there were sources.
CHANGES: tuple[tuple[str, str, dict[str, Any], dict[str, Any]], ...] = (
    ("person", "Lead", {"team": ""}, {"team": "legal", "role": "lead"}),
    ("source", "Forum", {"name": "Board"}, {"name": "Forum"}),
    ("channel", "Shop", {"source": "Help desk"}, {"source": "Shop"}),
    ("staff", "a-2 in Help desk", {}, {"kind": "id", "role": "staff", "since": "", "until": "", "why": "Back again."}),
    ("role", "Lee in Help desk", {}, {"role": "staff", "since": "", "until": "", "why": "Lee has left us."}),
    ("joined", "Moira in Forum", {}, {"members": ["Moira in Forum", "Moira Hale in Help desk"], "counts_as_one": True}),
    ("recount", "Shop", {"counted": {}}, {"messages": 0, "counted": {}, "from": "", "to": ""}),
    ("token", "desk bot", {}, {"source": "Help desk", "state": "open"}),
    ("member", "Member 31", {}, {"state": "erased", "members": 1, "messages": 1}),
    ("retention", "Retention", {"keep_messages": None}, {"keep_messages": 24}),
    ("import", "wrong.csv", {"state": "imported", "messages": 1}, {"state": "taken back"}),
)
SPREADS = ("wait_wall", "next_wall", "desk_working", "close_wall", "report_wall", "delay_wall")
SPREAD = Histogram.of([HOUR.total_seconds()]).as_json()


def add_settings(earlier: Earlier, here: Any, channels: dict[str, Any], people: dict[str, Any]) -> None:
    admin = people["admin"]
    offered = {"made_by": admin, "made_at": NOON, "expires_at": NOON + 7 * DAY}
    for number, (role, team) in enumerate((("viewer", ""), ("lead", "product"))):
        joins = earlier.team(here, team)
        to = {"email": f"{role}@new.example", "role": role, "team": joins, "secret_hash": f"{number}{earlier.slug}"}
        earlier.add("moderation.Invitation", community=here, **to, **offered)
    brought = {"name": "week.csv", "path": "uploads/week", "size": 99, "content_hash": "ab" * 32, "time_zone": "UTC"}
    state = {"state": "checked", "mapping": {"text": "body"}, "counts": {"read": 7}, "made_at": NOON, "due_at": NOON}
    looked = {"reading": {"date_order": "dmy"}, "found": {"notes": ["Days come first."], "stops": []}}
    earlier.add("moderation.Upload", community=here, channel=channels["direct"], by=admin, **brought, **state, **looked)
    earlier.add("moderation.ResponseTarget", community=here, severity=3, first_action=60, first_reply=240, decision=480)
    earlier.add("moderation.WorkingHours", community=here, weekday=0, opens=540, closes=1020)
    for subject, name, before, after in CHANGES if earlier.has("community.Source") else CHANGES[:1]:
        differs = {"subject": subject, "name": name, "before": before, "after": after}
        earlier.add("moderation.Change", community=here, actor=admin, at=NOON, **differs)


def add_targets(earlier: Earlier, here: Any, channel: Any) -> None:
    """A channel's own targets at any hour, a team's with its webhook, and a closed day."""
    within = {"first_action": 30, "first_reply": 60, "unchecked": 90, "any_hour": True}
    earlier.add("moderation.ResponseTarget", community=here, channel=channel, severity=0, **within)
    hook = f"https://hooks.{earlier.slug}.example/legal"
    earlier.change(earlier.team(here, "legal"), acknowledge=60, answer=480, any_hour=True, webhook=hook)
    earlier.add("moderation.ClosedDay", community=here, date=(NOON + 39 * DAY).date(), name="Christmas")


def add_counts(earlier: Earlier, here: Any, channels: dict[str, Any]) -> None:
    counts = {"member_messages": 2, "posts": 1, "decisions": {"hide": 1}, "members": bytes(8), "compound_sum": -0.5}
    counts |= {"automated_messages": 1, "reported": 1, "reports": 3, "reports_upheld": 1, "cases_opened": 2}
    counts |= {"decisions_undone": 1, "decisions_reopened": 1, "closings": {"2026-11-17": 1, "": 1}}
    counts |= {"standing_until": NOON.date() + DAY, **dict.fromkeys(SPREADS, SPREAD)}
    counts |= {"waits": pack_rows([(1, 0, 3600, 1, 0)]), "moods": pack_rows([(1, 1, -500, 0, 0)])}
    earlier.add("moderation.DayRollup", community=here, channel=channels["social"], date=NOON.date(), **counts)
    earlier.add("moderation.StaleDay", channel=channels["direct"], date=NOON.date(), marked_at=NOON)
    earlier.add("moderation.Tally", name="assessed", amount=6)


def add_counts_of_promises(earlier: Earlier, here: Any, channel: Any, by: Any) -> None:
    """What fell due on a day, of the desk and of a team, and what the team was asked."""
    day = {"community": here, "channel": channel, "date": NOON.date()}
    legal = earlier.team(here, "legal")
    went = {"kept": 9, "late": 8, "open": 1, "closed": 7, "not_owed": 6, "not_ours": 5, "relaxed": 4}
    went |= {"unneeded": 2, "undelivered": 3, "by_hand": 2, "platform": 1}
    by_person = {str(by.pk): {"unneeded": 2}}
    earlier.add("moderation.PromiseDay", kind="reply", severity=3, by_person=by_person, **day, **went)
    earlier.add("moderation.PromiseDay", kind="answer", severity=3, team=legal, kept=1, **day)
    asked = {"asked": 3, "open": 1, "acknowledge": SPREAD, "answer": SPREAD}
    earlier.add("moderation.TeamDay", team=legal, **asked, **day)
