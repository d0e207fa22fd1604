"""When a rule that counts people would have fired, as its page shows it."""

from dataclasses import dataclass
from datetime import datetime

from moderation.escalations.gatherings import condition_of
from moderation.escalations.preview import Preview, preview_crowds
from moderation.models import EscalationRule
from moderation.web.shared.plain import plain_excerpt

EXCERPT = 160


@dataclass(frozen=True, slots=True)
class PreviewPanel:
    """A preview, with the beginnings of the messages that people gathered under."""

    preview: Preview

    @property
    def lines(self) -> list[dict[str, object]]:
        return [
            {"crowd": each.crowd, "message": each.message, "excerpt": plain_excerpt(each.message, EXCERPT)}
            for each in self.preview.shown
        ]


def preview_panel(rule: EscalationRule, now: datetime) -> PreviewPanel | None:
    """Count when the rule as it is saved would have fired."""
    if rule.people is None:
        return None
    return PreviewPanel(preview_crowds(rule.community, condition_of(rule), now))
