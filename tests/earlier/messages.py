"""Channels, members and messages, in an earlier schema."""

from typing import Any

from tests.earlier.schema import DAY, HOUR, NOON, Earlier


def add_channels(earlier: Earlier, here: Any) -> dict[str, Any]:
    settings = earlier.settings("community.Feed", seed=7, a_minute=42)
    feed = earlier.add("community.Feed", community=here, kind="stub", is_on=False, cursor=99, read_at=NOON, **settings)
    host = f"forum.{earlier.slug}.example"
    within = {"community": here, "source": earlier.add("community.Source", community=here, host_key=host, name="Forum")}
    social = earlier.add("community.Channel", feed=feed, slug="social", name="Social", language="en", **within)
    told = {"stable_id": earlier.unique("told"), "kind": "hide", "target_external_id": "m1", "told_at": NOON}
    earlier.add("community.StubAction", feed=feed, channel=social, played_at=NOON, **told)
    direct = {"slug": "direct", "name": "Direct messages", "is_private": True, "is_answered": True}
    return {"social": social, "direct": earlier.add("community.Channel", **direct, **within)}


def add_member(earlier: Earlier, channel: Any, external_id: str, **fields: Any) -> Any:
    """Somebody of the channel's source, or of its community before there were sources."""
    within = {"community": channel.community, "source": getattr(channel, "source", None)}
    key = {"name_key": fields.get("name", "").lower()}
    return earlier.add("community.Member", external_id=external_id, first_seen_at=NOON, **key | within | fields)


def add_message(
    earlier: Earlier, channel: Any, name: str, text: str, *, conversation: Any = None, **fields: Any
) -> Any:
    """A message in this conversation, which it begins where nothing has, or in one of its own."""
    place = {"community": channel.community, "source": getattr(channel, "source", None), "channel": channel}
    placed = conversation or earlier.add("community.Conversation", channel=channel)
    said = {"external_id": name, "digest": name, "posted_at": NOON, "received_at": NOON + HOUR} | fields
    row = earlier.add("community.Message", text=text, conversation=placed, **place, **said)
    if placed and placed.root is None:
        earlier.change(placed, root=row)
    return row


def add_run(earlier: Earlier, channel: Any, source: str, **fields: Any) -> Any:
    """A finished import of a CSV file."""
    said = {"content_hash": "ab" * 32, "options": {"form": "csv"}, "state": "finished"}
    times = {"started_at": NOON, "finished_at": NOON + HOUR}
    times |= {"first_posted_at": NOON - DAY, "last_posted_at": NOON}
    within = {"channel": channel, "community": channel.community}
    return earlier.add("community.ImportRun", source=source, **within, **said | times | fields)


def add_messages(earlier: Earlier, here: Any, channels: dict[str, Any]) -> dict[str, Any]:
    """A thread with an answer of staff, two texts that are the same, an edited one and an orphan."""
    moira = add_member(earlier, channels["social"], "moira", name="Moira")
    desk = add_member(earlier, channels["social"], "desk", is_staff=True, role="staff")
    add_names(earlier, moira, channels)
    counts = {"read": 8, "created": 6, "rejected": 1, "skipped": 1}
    run = add_run(earlier, channels["direct"], "week.csv", **counts)
    raw = b"not a record \xff"
    earlier.add(
        "community.ImportReject", run=run, line=4, reason="No text.", raw=raw, length=len(raw), sha256="cd" * 32
    )

    def message(name: str, text: str, channel: str = "social", **fields: Any) -> Any:
        return add_message(earlier, channels[channel], name, text, **{"author": moira, "run": run} | fields)

    first = message("m1", "My lawyer will call you.", kind="post", reactions=3, reports=1, views=900, tags=["tent"])
    in_thread = {"parent": first, "root": first, "parent_external_id": "m1"}
    in_thread["conversation"] = getattr(first, "conversation", None)
    by_desk = {"author": desk, "from_staff": True, "said_staff": True}
    message("m2", "We are sorry.", posted_at=NOON + DAY, **by_desk, **in_thread)
    found = {"first": first, "copy": message("m3", "My lawyer will call you.", posted_at=NOON + HOUR)}
    found["edited"] = message("m4", "My lawyer says hello.", revision=2, edited_at=NOON + HOUR, channel="direct")
    earlier.add("community.MessageText", message=found["edited"], revision=1, text="Hello.", replaced_at=NOON + HOUR)
    gone = {"removed_at": NOON + DAY, "removed_by_others": True}
    found["fine"] = message("m5", "A fine tent.", waiting_for="m0", parent_external_id="m0", **gone)
    private = {"kind": "direct", "conversation": add_private(earlier, channels["direct"], moira)}
    found["new"] = message("m6", "Is it waterproof?", "direct", posted_at=NOON + 2 * DAY, **private)
    earlier.add("moderation.PendingAssessment", message=found["new"], revision=1, asked_at=NOON, due_at=NOON)
    return found


def add_names(earlier: Earlier, member: Any, channels: dict[str, Any]) -> None:
    """What two channels of one source call somebody, who may be two strangers."""
    for slug, name in (("direct", "M. Hale"), ("social", "Moira")):
        earlier.add("community.MemberName", member=member, channel=channels[slug], name=name, seen_at=NOON)


def add_private(earlier: Earlier, channel: Any, member: Any) -> Any:
    """The direct messages of a member."""
    return earlier.add("community.Conversation", channel=channel, member=member)
