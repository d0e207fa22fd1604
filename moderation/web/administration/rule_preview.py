"""When a rule that counts people would have fired, as its page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from moderation.escalations.danger import dangers_in, teams_in_danger
from moderation.escalations.gatherings import condition_of
from moderation.escalations.preview import Preview, preview_crowds
from moderation.models import EscalationRule
from moderation.policy.gatherings import danger_sentence
from moderation.web.shared.plain import plain_excerpt

EXCERPT = 160


@dataclass(frozen=True, slots=True)
class PreviewPanel:
    """A preview, with the beginnings of the messages that people gathered under."""

    preview: Preview
    # Why another team would have been asked, by conversation.
    instead: Mapping[int, str]

    @property
    def lines(self) -> list[dict[str, object]]:
        return [
            {
                "crowd": each.crowd,
                "message": each.message,
                "excerpt": plain_excerpt(each.message, EXCERPT),
                "instead": self.instead.get(each.message.conversation_id, ""),
            }
            for each in self.preview.shown
        ]


def preview_panel(rule: EscalationRule, now: datetime) -> PreviewPanel | None:
    """Count when the rule as it is saved would have fired."""
    if rule.people is None:
        return None
    preview = preview_crowds(rule.community, condition_of(rule), now)
    dangers = dangers_in({each.message.conversation_id for each in preview.shown})
    instead = {
        conversation: danger_sentence(dangers[conversation], team.name if team else "", rule.team.name)
        for conversation, team in teams_in_danger(rule, dangers).items()
        if team != rule.team
    }
    return PreviewPanel(preview, instead)
