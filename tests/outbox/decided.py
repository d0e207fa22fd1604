"""What a decision leaves in the outbox."""

from community.models import Channel
from moderation.cases import actions
from moderation.models import Case, Outbox, User
from tests.builders import NOON, make_case, make_message


def hidden(channel: Channel, by: User) -> tuple[Case, Outbox]:
    case = make_case(make_message(channel=channel))
    actions.decide(case, by, NOON, action="hide", guideline=None, reason="Rude.", revision=1)
    return case, case.outbox.get()
