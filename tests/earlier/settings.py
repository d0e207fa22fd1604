"""Settings, uploads and counts, in an earlier schema."""

from typing import Any

from tests.earlier.schema import DAY, NOON, Earlier

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
    earlier.add("moderation.ResponseTarget", community=here, severity=3, first_action=60, first_reply=240)
    earlier.add("moderation.WorkingHours", community=here, weekday=0, opens=540, closes=1020)
    for subject, name, before, after in CHANGES if earlier.has("community.Source") else CHANGES[:1]:
        differs = {"subject": subject, "name": name, "before": before, "after": after}
        earlier.add("moderation.Change", community=here, actor=admin, at=NOON, **differs)


def add_counts(earlier: Earlier, here: Any, channels: dict[str, Any]) -> None:
    counts = {"member_messages": 2, "posts": 1, "decisions": {"hide": 1}, "members": bytes(8), "compound_sum": -0.5}
    earlier.add("moderation.DayRollup", community=here, channel=channels["social"], date=NOON.date(), **counts)
    earlier.add("moderation.StaleDay", channel=channels["direct"], date=NOON.date(), marked_at=NOON)
    earlier.add("moderation.Tally", name="assessed", amount=6)
