"""Tables of communities, channels, people, messages and how they came in."""

from community.models.actions import StubAction
from community.models.messages import Conversation, Message, MessageText
from community.models.people import Member, MemberRole, Person, StaffEntry
from community.models.places import Channel, Community, Feed, Source, must_be_a_time_zone
from community.models.runs import ImportReject, ImportRun
from community.models.takebacks import RunChange, TakenBack

__all__ = [
    "Channel",
    "Community",
    "Conversation",
    "Feed",
    "ImportReject",
    "ImportRun",
    "Member",
    "MemberRole",
    "Message",
    "MessageText",
    "Person",
    "RunChange",
    "Source",
    "StaffEntry",
    "StubAction",
    "TakenBack",
    "must_be_a_time_zone",
]
