from community.ingest.threads import Child, Threads

LENGTH = 2000


class Counted(dict[int, int]):
    """Counts the steps that are taken up a tree."""

    steps = 0

    def __getitem__(self, pk: int) -> int:
        self.steps += 1
        return super().__getitem__(pk)


def test_a_long_chain_is_walked_about_once_however_many_ask() -> None:
    above = Counted({pk: pk + 1 for pk in range(LENGTH)})
    threads = Threads(above)
    assert {threads.root(pk) for pk in range(LENGTH)} == {LENGTH}
    assert above.steps <= 3 * LENGTH


def test_a_child_is_put_below_the_root_of_its_parent() -> None:
    threads = Threads({2: 1})
    threads.link(Child(3, has_parent=True), 2)
    assert (threads.links_of(3), threads.links_of(2), threads.links_of(1)) == ((2, 1), (None, 1), (None, None))


def test_a_link_that_would_close_a_circle_is_not_made() -> None:
    threads = Threads({2: 1, 3: 1})
    threads.link(Child(1, has_parent=True), 3)
    assert threads.links_of(1) == (None, None)
