"""The table of decisions, where a new one is one row, and of what else is carried out."""

from dataclasses import dataclass
from datetime import timedelta

from moderation.policy.written import minutes_in_words


@dataclass(frozen=True, slots=True)
class Act:
    """Something that is carried out on the platform, or a mail."""

    slug: str
    label: str
    # What it is called once it is done.
    done: str
    # What takes it back; nothing does where this is empty.
    undone_by: str = ""
    # After so long it ends by itself out there. Stored rows name the slug, so another length is another row.
    lasts: timedelta | None = None

    @property
    def length(self) -> str:
        """For how long, as “for 7 days”; empty when it does not end by itself."""
        return f"for {minutes_in_words(self.lasts // timedelta(minutes=1))}" if self.lasts else ""

    @property
    def words(self) -> str:
        return f"{self.label} {self.length}".strip()

    @property
    def done_words(self) -> str:
        return f"{self.done} {self.length}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Act):
    """What a person may decide about a message. Where `done` is empty, there is nothing to carry out."""

    # What it does, as the choice says it.
    effect: str
    # It counts against the author, who is owed a reason.
    against_author: bool
    # It is about the author, so that of several messages by one only one is carried out.
    once_an_author: bool
    # The letter that decides it, and the icon of its button on a phone; most have neither.
    key: str = ""
    icon: str = ""


TABLE = (
    Decision(
        slug="keep",
        label="Keep",
        effect="Nothing changes on the platform.",
        done="",
        against_author=False,
        once_an_author=False,
        key="A",
        icon="check",
    ),
    Decision(
        slug="hide",
        label="Hide",
        effect="Others no longer see it; it can be restored.",
        done="Hidden",
        undone_by="restore",
        against_author=True,
        once_an_author=False,
        key="H",
        icon="hide",
    ),
    Decision(
        slug="remove",
        label="Remove",
        effect="It is taken off the platform.",
        done="Removed",
        undone_by="restore",
        against_author=True,
        once_an_author=False,
    ),
    Decision(
        slug="warn",
        label="Warn",
        effect="The author is told that this breaks the guideline.",
        done="Author warned",
        undone_by="lift",
        against_author=True,
        once_an_author=True,
    ),
    Decision(
        slug="suspend",
        label="Suspend",
        effect="The author can no longer write.",
        done="Author suspended",
        undone_by="lift",
        against_author=True,
        once_an_author=True,
    ),
)
DECISIONS = {decision.slug: decision for decision in TABLE}
# What is carried out besides decisions.
FURTHER = {
    act.slug: act
    for act in (
        Act("reply", "Reply", "Reply sent"),
        Act("restore", "Restore", "Restored"),
        Act("lift", "Lift", "Lifted"),
        Act("mail", "Mail", "Mail sent"),
        Act("webhook", "Call", "Address called"),
    )
}


def acts() -> dict[str, Act]:
    """All that is carried out, by its slug and decisions first."""
    return {slug: decision for slug, decision in DECISIONS.items() if decision.done} | FURTHER


def act_of(slug: str) -> Act:
    """The row of this slug, or one made up for what was stored when the table was another."""
    return DECISIONS.get(slug) or FURTHER.get(slug) or Act(slug, slug.capitalize(), "Done")


def takes_back(slug: str) -> bool:
    """Whether this is only done to take something back."""
    return slug in {act.undone_by for act in acts().values()}


def decision_choices() -> list[tuple[str, str]]:
    return [(slug, decision.words) for slug, decision in DECISIONS.items()]


def act_choices() -> list[tuple[str, str]]:
    return [(slug, act.words) for slug, act in acts().items()]
