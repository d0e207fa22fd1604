"""Consistent histories of a community, as its platforms may have told them."""

from datetime import timedelta
from typing import NamedTuple

from hypothesis import strategies as st

from community.records import RawMessage
from tests.builders import NOON
from tests.community.storing import raw

# Two channels of one source, and one of another that has the same ids.
SOURCES = {"forum": "Desk", "mails": "Desk", "shop": "Shop"}
TEXTS = st.sampled_from(
    ["The zip broke.", "NULL", "[deleted]", "'1 star", " two \n lines ", "0", "@kim: \u200bhidden", "None", "x,y;z"]
)
NAMES = st.sampled_from(["", "Kim", "Anonymous", "[deleted]", "Moira  Bell", "N/A", "-", "Günther"])


class Happened(NamedTuple):
    """What comes in from a channel."""

    channel: str
    record: RawMessage


@st.composite
def written(draw: st.DrawFn, external_id: str, minutes: int) -> RawMessage:
    """A message of somebody, which nothing places yet."""
    author = draw(st.sampled_from(["", "kim", "lou", "mia"]))
    return raw(
        external_id,
        draw(TEXTS),
        title=draw(st.sampled_from(["", "NULL", "Zip"])),
        kind=draw(st.sampled_from(["post", "comment", "reply", "review"])),
        author_id=author,
        author_name=f"{author} {draw(st.sampled_from(['', 'of the shop']))}".strip() if author else draw(NAMES),
        is_guest=draw(st.sampled_from([False, False, True])),
        from_staff=draw(st.sampled_from([None, False, False, True])),
        automated=draw(st.sampled_from([None, False, True])),
        internal=draw(st.sampled_from([False, False, False, True])),
        posted_at=NOON + timedelta(minutes=minutes),
        rating=draw(st.sampled_from([None, None, 1.0, 4.5])),
        reactions=draw(st.sampled_from([None, 0, -3, 7])),
        reports=draw(st.sampled_from([None, 0, 2])),
        views=draw(st.sampled_from([None, 0, 2**40])),
        url=draw(st.sampled_from(["", "https://x.example/1"])),
        language=draw(st.sampled_from(["", "en"])),
        tags=draw(st.sampled_from([(), ("shop", "a, b")])),
        attachments=draw(st.sampled_from([(), ("https://p.example/1",)])),
        deleted=draw(st.sampled_from([False, False, False, True])),
        removed_by_others=draw(st.booleans()),
    )


@st.composite
def threads(draw: st.DrawFn, number: int) -> list[RawMessage]:
    """The messages of one thread, with a parent in it each, an id, or both."""
    has_id, first_knows_it = draw(st.booleans()), draw(st.booleans())
    party = draw(st.sampled_from(["", "", "kim", "lou"]))
    said: list[RawMessage] = []
    for place in range(draw(st.integers(1, 4))):
        message = draw(written(f"{number}{place}", draw(st.integers(0, 9))))
        above = draw(st.sampled_from(said)).external_id if said and (not has_id or draw(st.booleans())) else ""
        thread = f"t{number}" if has_id and (place or first_knows_it) else ""
        said.append(message._replace(parent_external_id=above, thread_external_id=thread, **of_party(message, party)))
    return said


def of_party(message: RawMessage, party: str) -> dict[str, object]:
    """What makes a message one of a private exchange between this member and staff."""
    if not party:
        return {}
    if message.from_staff or message.automated:
        return {"kind": "direct", "recipient_id": party, "from_staff": True, "author_id": "desk"}
    return {"kind": "direct", "author_id": party, "is_guest": False, "from_staff": False, "automated": None}


@st.composite
def histories(draw: st.DrawFn) -> list[Happened]:
    """What comes in, in any order, with edits after what they change."""
    every: list[Happened] = []
    for channel in SOURCES:
        for number in range(draw(st.integers(0, 3))):
            every += [Happened(channel, record) for record in draw(threads(number))]
    came = draw(st.permutations(every))
    edited = draw(st.lists(st.sampled_from(came), max_size=3)) if came else []
    later = NOON + timedelta(days=1)
    return [*came, *(each._replace(record=each.record._replace(text=draw(TEXTS), edited_at=later)) for each in edited)]
