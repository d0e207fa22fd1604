"""Axe-core's look at a page in both themes and two widths, and a community to look at."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from community.models import Community
from tests.browser import hostile
from tests.browser.payloads import LONG

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
# Each thing that a page keeps closed is part of it.
OPEN_ALL = "() => document.querySelectorAll('details:not(.menu)').forEach((details) => { details.open = true; })"
RUN = """
async (options) => (await axe.run({ resultTypes: ["violations"], ...options })).violations.flatMap(({ id, nodes }) =>
  nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary.replace(/\\s+/g, " ")}`))
"""
EVERYTHING = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": TAGS}}
# A theme changes colours alone.
COLOURS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
WORDS = {"Channel.slug": "gear-help", "Message.kind": "comment"}
WORDS |= dict.fromkeys(("Channel.language", "Message.language", "Assessment.language"), "en")


def calm(field: str, limit: int = LONG) -> str:
    """What stands in this field of a community that nobody attacks."""
    return WORDS.get(field, f"The {field.rpartition('.')[2]} of a tent whose zip broke twice")[:limit]


def calm_community() -> Community:
    """One of everything that a screen could show."""
    community = hostile.poisoned(calm)
    hostile.add(community, calm)
    return community


def flaws(page: Page) -> list[str]:
    """What axe-core finds on this page as it stands."""
    page.evaluate(OPEN_ALL)
    page.evaluate(AXE_SCRIPT)
    found = []
    for viewport in (DESKTOP, PHONE):
        page.set_viewport_size(viewport)
        for theme, options in (("light", EVERYTHING), ("dark", COLOURS)):
            page.emulate_media(color_scheme=theme)
            found += [f"{viewport['width']} px, {theme}: {flaw}" for flaw in run(page, options)]
    return found


def run(page: Page, options: dict[str, Any]) -> list[str]:
    return list(page.evaluate(RUN, options))
