"""In the rows of closed cases nothing is printed over anything else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from moderation.assessments import standing
from moderation.cases import actions
from moderation.models import Case, User
from tests.browser.conftest import OpenPage
from tests.builders import make_case, make_message

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# The pairs of words and drawings in a row of which one stands on the other.
OVERPRINTED = """
() => {
  const box = (part) => {
    const range = document.createRange();
    range.selectNodeContents(part);
    return (part.data ? range : part).getBoundingClientRect();
  };
  const parts = (row) => {
    const walk = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
    const found = [...row.querySelectorAll("svg")].filter((drawing) => drawing.checkVisibility());
    while (walk.nextNode()) {
      const text = walk.currentNode;
      const at = text.parentElement;
      if (text.data.trim() && !at.closest(".vh") && at.checkVisibility()) found.push(text);
    }
    return found;
  };
  const beside = (a, b) => a.right <= b.left + 1 || b.right <= a.left + 1;
  const apart = (a, b) => beside(a, b) || a.bottom <= b.top + 1 || b.bottom <= a.top + 1;
  const name = (part) => part.data?.trim() ?? part.outerHTML.slice(0, 60);
  const pairs = [];
  for (const row of document.querySelectorAll("li.row")) {
    const all = parts(row);
    all.forEach((one, at) => all.slice(at + 1).forEach((other) => {
      if (!apart(box(one), box(other))) pairs.push([name(one), name(other)]);
    }));
  }
  return pairs;
}
"""


@pytest.fixture
def closed(reviews: object, ana: User, ben: User) -> list[Case]:
    """Each with the words that need most room: a clock that was cancelled, a long outcome, a long name."""
    now = timezone.now()
    User.objects.filter(pk=ben.pk).update(name="Bartholomew Featherstonehaugh")
    promised = {"opened_at": now, "action": now + timedelta(hours=99), "reply": now + timedelta(hours=99)}
    cases = [make_case(make_message(), priority=99, opened_for=["answer"], **promised) for _ in range(3)]
    actions.decide(cases[0], ben, now, action="suspend", guideline=None, reason="So.", revision=1)
    actions.close(cases[1], ben, now, why="Seen.")
    standing.gone([cases[2].message_id], now)
    return cases


@pytest.mark.parametrize("width", [1280, 1100, 720, 390])
def test_no_word_stands_on_another_and_nothing_leaves_the_page(
    page_of: OpenPage, ana: User, closed: list[Case], width: int
) -> None:
    page = page_of(ana, viewport={"width": width, "height": 900})
    page.goto("/c/tarnfell/queue/?state=closed")
    assert page.locator("li.row").count() == len(closed)
    assert page.evaluate(OVERPRINTED) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
