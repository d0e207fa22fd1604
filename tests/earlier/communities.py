"""A small but full community, in an earlier schema."""

from typing import Any

from tests.earlier.cases import add_cases, add_escalations, add_guidelines, add_outbox
from tests.earlier.casework import add_casework
from tests.earlier.crowds import add_crowd
from tests.earlier.helpdesk import add_help_desk
from tests.earlier.messages import add_channels, add_messages
from tests.earlier.schema import DAY, NOON, Earlier
from tests.earlier.settings import add_counts, add_counts_of_promises, add_settings, add_targets


def add_community(earlier: Earlier) -> None:
    """Somebody of every role, a thread with a copy, a case in each state, and every table in use."""
    here = earlier.add(
        "community.Community", slug=earlier.slug, name=earlier.slug.title(), time_zone="Europe/London",
        languages=["en"], created_at=NOON - 30 * DAY,
    )  # fmt: skip
    people = add_people(earlier, here)
    channels = add_channels(earlier, here)
    messages = add_messages(earlier, here, channels)
    # Beside the forum it needs a source of its own.
    if earlier.has("community.Source"):
        messages |= add_help_desk(earlier, here, people["admin"], messages["first"].author)
    version = add_guidelines(earlier, here, people["admin"])
    cases = add_cases(earlier, here, messages, version, people)
    add_outbox(earlier, here, cases, people)
    add_escalations(earlier, here, cases, people)
    add_settings(earlier, here, channels, people)
    add_counts(earlier, here, channels)
    # What a case is about had no row of its own before.
    if earlier.has("moderation.CaseMessage"):
        add_casework(earlier, messages, cases)
        add_crowd(earlier, channels["social"], people)
        add_targets(earlier, here, channels["direct"])
        add_counts_of_promises(earlier, here, channels["social"], people["moderator"])


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
