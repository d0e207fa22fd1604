"""Tables of communities, channels, people, messages and how they came in."""

from community.models.actions import StubAction
from community.models.messages import Conversation, Message, MessageText
from community.models.people import ErasedMember, Member, MemberName, MemberRole, Person, StaffEntry
from community.models.places import Channel, Community, Feed, Source
from community.models.runs import ImportReject, ImportRun, ImportWarning
from community.models.takebacks import RunChange, TakenBack

__all__ = [
    "Channel",
    "Community",
    "Conversation",
    "ErasedMember",
    "Feed",
    "ImportReject",
    "ImportRun",
    "ImportWarning",
    "Member",
    "MemberName",
    "MemberRole",
    "Message",
    "MessageText",
    "Person",
    "RunChange",
    "Source",
    "StaffEntry",
    "StubAction",
    "TakenBack",
]
