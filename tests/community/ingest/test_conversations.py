import pytest

from community.ingest.conversations import Conversations, Node

LENGTH = 2000


class Counted(dict[int, int]):
    """Counts the steps that are taken from one conversation to the one it became."""

    steps = 0

    def __getitem__(self, pk: int) -> int:
        self.steps += 1
        return super().__getitem__(pk)


def test_a_long_chain_is_walked_about_once_however_many_ask() -> None:
    merged = Counted({pk: pk + 1 for pk in range(LENGTH)})
    conversations = Conversations(merged=merged)
    assert {conversations.find(pk) for pk in range(LENGTH)} == {LENGTH}
    assert merged.steps <= 3 * LENGTH


@pytest.mark.parametrize(
    ("of_the_reply", "of_its_parent", "expected"),
    [
        ({}, {}, 2),
        ({}, {"thread": "t"}, 2),
        ({}, {"member": 7}, 2),
        ({"thread": "t"}, {}, 1),
        ({"thread": "t"}, {"thread": "u"}, 1),
        ({"member": 7}, {"member": 8}, 1),
    ],
)
def test_a_reply_joins_its_parent_unless_something_else_places_it(
    of_the_reply: dict[str, object], of_its_parent: dict[str, object], expected: int
) -> None:
    conversations = Conversations(placed={10: 1, 20: 2})
    conversations.add([Node(1, 5, **of_the_reply), Node(2, 5, **of_its_parent)])
    conversations.join(10, 20)
    assert (conversations.node_of(10).pk, conversations.node_of(20).pk) == (expected, 2)


@pytest.mark.parametrize(("by", "expected"), [(None, 2), (7, 2), (8, 1)])
def test_what_a_member_wrote_in_private_does_not_join_the_direct_messages_of_another(
    by: int | None, expected: int
) -> None:
    conversations = Conversations(placed={10: 1, 20: 2})
    conversations.add([Node(1, 5), Node(2, 5, member=7)])
    conversations.join(10, 20, by=by)
    assert conversations.node_of(10).pk == expected


def test_a_reply_and_its_parent_in_one_conversation_stay_there() -> None:
    conversations = Conversations(placed={10: 1, 20: 1})
    conversations.add([Node(1, 5)])
    conversations.join(10, 20)
    conversations.join(20, 10)
    assert conversations.find(1) == 1
