"""The simulated desk does all of its work once, and the stored order reaches what it must."""

from itertools import pairwise
from random import Random

import pytest

from moderation.bench import ordering
from moderation.bench.sizes import QUICK


@pytest.mark.parametrize("order", ordering.ORDERS)
def test_each_case_ends_once_and_nobody_works_on_two(order: str) -> None:
    desk = ordering.arrivals(Random(1), 1.0, 5)
    outcomes = list(ordering.worked_off(desk, ordering.ORDERS[order], ordering.A_WEEK))
    assert sorted(each.work for each in outcomes) == sorted(desk)
    done = sorted((each.seen, each.acted) for each in outcomes if each.acted > each.seen)
    assert all(ended <= begun for (_, ended), (begun, _) in pairwise(done))
    assert all(each.seen >= each.work.arrives for each in outcomes)


@pytest.mark.parametrize("load", [1.0, 1.2])
def test_a_load_is_the_share_of_the_desks_time_that_comes_in(load: float) -> None:
    desk = ordering.arrivals(Random(2), load, 20)
    assert sum(work.takes for work in desk) == pytest.approx(load * 20 * ordering.A_DAY)
    assert [work.arrives for work in desk] == sorted(work.arrives for work in desk)


def test_the_stored_order_reaches_what_it_must_and_the_others_do_not() -> None:
    report = ordering.measure(QUICK)
    assert [figure.what for figure in report.figures if figure.is_missed] == []
    reached = {figure.what: figure.reached for figure in report.figures}
    assert reached["load 1.0, plain priority: longest unseen"] > 3
    assert reached["load 1.2, earliest due: in time, critical"] < 90
