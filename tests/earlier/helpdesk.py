"""A help desk that a program brings, with what was corrected in it, in an earlier schema that has sources."""

from hashlib import sha256
from typing import Any

from tests.earlier.messages import add_member, add_message, add_private, add_run
from tests.earlier.schema import DAY, HOUR, NOON, Earlier

QUINN = "quinn-31"
TOKENS = ("parley_of_the_old_bot", "parley_of_the_bot")


def add_help_desk(earlier: Earlier, here: Any, admin: Any, moira: Any) -> dict[str, Any]:
    """Tickets with everybody who may write in one, and a shop whose channel has left the help desk's source."""
    help_desk = add_place(earlier, here, "Help desk", is_answered=True)
    shop = add_place(earlier, here, "Shop")
    people = add_identities(earlier, help_desk, shop, admin)
    earlier.change(moira, person=people["moira"].person)
    found = add_tickets(earlier, help_desk, people)
    bought = add_message(earlier, shop, "s1", "It is on its way.", author=people["sam"], from_staff=True)
    add_imports(earlier, help_desk, people["moira"], admin)
    add_recounts(earlier, bought, found["answer"], admin)
    add_tokens(earlier, help_desk.source, admin)
    return {"ticket": found["ticket"]}


def add_place(earlier: Earlier, here: Any, name: str, **fields: Any) -> Any:
    """A channel that has its source to itself."""
    source = earlier.add("community.Source", community=here, name=name)
    slug = name.lower().replace(" ", "-")
    return earlier.add("community.Channel", community=here, source=source, slug=slug, name=name, **fields)


def add_identities(earlier: Earlier, help_desk: Any, shop: Any, admin: Any) -> dict[str, Any]:
    """Moira of the forum, an agent who left, one on a list, a shop's seller without an id, and who was erased."""
    joined = {"why": "Both gave order 4711.", "counts_as_one": True, "joined_at": NOON}
    person = earlier.add("community.Person", community=help_desk.community, **joined)
    people = {
        "moira": add_member(earlier, help_desk, "c-17", name="Moira Hale", person=person),
        "lee": add_member(earlier, help_desk, "a-1", name="Lee"),
        "ann": add_member(earlier, help_desk, "a-2", name="Ann"),
        "quinn": add_member(earlier, help_desk, "", name_key="erasing", erased_at=NOON + DAY),
        "sam": add_member(earlier, shop, "", name="Sam of the Shop"),
    }
    left = {"until": NOON + 2 * DAY, "why": "Lee has left us."}
    earlier.add("community.MemberRole", member=people["lee"], role="staff", **left)
    for entry in list_of_ours(help_desk.source, shop.source):
        earlier.add("community.StaffEntry", **entry)
    add_erasure(earlier, people["quinn"], shop.source)
    return people


def list_of_ours(help_desk: Any, shop: Any) -> list[dict[str, Any]]:
    """Who is ours by a list: an agent who was away, a robot of a domain, and a seller by name."""
    agent = {"source": help_desk, "kind": "id", "value": "a-2", "role": "staff"}
    robots = {"source": help_desk, "kind": "domain", "value": "bots.example", "role": "automated"}
    seller = {"source": shop, "kind": "name", "value": "Sam of the Shop", "role": "staff"}
    return [
        agent | {"since": NOON - 30 * DAY, "until": NOON - DAY, "why": "Until the leave."},
        agent | {"since": NOON + 2 * DAY, "why": "Back again."},
        robots,
        seller,
    ]


def add_erasure(earlier: Earlier, member: Any, parted: Any) -> None:
    """Who was erased before the shop left the source, as both keep it: by a hash of source, id and no name."""
    earlier.change(member, name_key=f"ERASED {member.pk}")
    known = {"key_hash": sha256(f"{member.source.pk}\0{QUINN}\0".encode()).hexdigest()}
    known |= {"asked_at": NOON, "finished_at": NOON + DAY}
    earlier.add("community.ErasedMember", source=member.source, member=member, stage=16, **known)
    earlier.add("community.ErasedMember", source=parted, hashed_in=member.source.pk, **known)


def add_tickets(earlier: Earlier, channel: Any, people: dict[str, Any]) -> dict[str, Any]:
    """A ticket that its first message names, with an agent's answers and a note, and what was said besides."""
    run = add_run(earlier, channel, "tickets.csv", keeps_changes=True, read=6, created=6)
    ticket = {"thread_external_id": "t1", "run": run}
    ticket["conversation"] = earlier.add(
        "community.Conversation", channel=channel, thread_external_id="t1", is_named_by_root=True
    )

    def told(name: str, text: str, **fields: Any) -> Any:
        return add_message(earlier, channel, name, text, **fields)

    seen = {"rating": 2.0, "attachments": ["https://help.example/parcel.jpg"], "said_staff": False}
    first = told("t1", "My parcel is broken.", author=people["moira"], kind="post", **seen, **ticket)
    below = {"parent": first, "parent_external_id": "t1", **ticket}
    answer = told("t2", "Send it back.", author=people["lee"], from_staff=True, posted_at=NOON + HOUR, **below)
    # The count of his role from the start has come as far as the one before.
    told("t3", "Any news?", author=people["lee"], posted_at=NOON + 2 * HOUR, **below)
    noted = {"internal": True, "from_staff": True, "said_staff": True}
    told("t4", "She is right.", author=people["ann"], posted_at=NOON + 3 * HOUR, **noted, **below)
    robot = {"automated": True, "said_automated": True, "guest_name": "Robot"}
    told("t5", "Rate this ticket.", posted_at=NOON + 4 * HOUR, **robot, **below)
    private = {"kind": "direct", "conversation": add_private(earlier, channel, people["quinn"])}
    told("t6", "", author=people["quinn"], run=run, **private | {"digest": "emptied"})
    return {"ticket": first, "answer": answer}


def add_imports(earlier: Earlier, channel: Any, moira: Any, admin: Any) -> None:
    """One import that made a message and changed another one, and one that was taken back."""
    first = earlier.apps.get_model("community.ImportRun").objects.get(channel=channel)
    counts = {"read": 3, "created": 1, "updated": 1, "skipped": 1, "warnings": 2}
    again = add_run(earlier, channel, "tickets-again.csv", keeps_changes=True, content_hash="ba" * 32, **counts)
    earlier.add("community.ImportWarning", run=again, field="rating", count=2, sample="five stars")
    edited = {"revision": 2, "edited_at": NOON + HOUR, "run": again, "author": moira}
    message = add_message(earlier, channel, "t7", "I wait no longer.", **edited)
    earlier.add("community.MessageText", message=message, revision=1, text="I wait.", replaced_at=NOON + HOUR)
    was = {"text": "I wait.", "edited_at": None, "digest": "t7 before"}
    earlier.add("community.RunChange", run=again, message=message, before=first, was=was)
    add_message(earlier, channel, "t8", "Hello?", guest_name="Guest", run=again)
    wrong = add_run(earlier, channel, "wrong.csv", keeps_changes=True, content_hash="ca" * 32, undone_at=NOON + DAY)
    ended = {"state": "finished", "asked_at": NOON + DAY, "finished_at": NOON + DAY + HOUR, "due_at": NOON + DAY}
    earlier.add("moderation.TakeBack", run=wrong, by=admin, at=message.pk, removed=1, **ended)
    earlier.add("community.TakenBack", channel=channel, external_id="t9", received_at=NOON)


def add_recounts(earlier: Earlier, bought: Any, done: Any, admin: Any) -> None:
    """The shop's leaving, which is done, and an agent's role from the start, which is under way."""
    by = {"community": bought.community, "by": admin, "started_at": NOON + DAY}
    split = {"kind": "split", "channel": bought.channel, "name": "Shop", "done_at": NOON + DAY, "looked": 1}
    earlier.add("moderation.Recount", at=bought.posted_at, at_pk=bought.pk, **split, **by)
    counted = {"looked": 1, "changed": 1, "before": {"member": 1}, "after": {"staff": 1}}
    span = {"at": done.posted_at, "at_pk": done.pk, "first_at": done.posted_at, "last_at": done.posted_at}
    earlier.add("moderation.Recount", kind="role", member=done.author, name="Lee", **counted, **span, **by)


def add_tokens(earlier: Earlier, source: Any, admin: Any) -> None:
    """A program's token, and one of the same name before it that was ended."""
    for secret, ended_at in zip(TOKENS, (NOON, None), strict=True):
        hashed = sha256(f"{secret}_{earlier.slug}".encode()).hexdigest()
        made = {"made_by": admin, "made_at": NOON - DAY, "last_used_at": NOON, "ended_at": ended_at}
        earlier.add("moderation.PushToken", source=source, name="desk bot", secret_hash=hashed, **made)
