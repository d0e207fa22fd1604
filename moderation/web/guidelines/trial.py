"""Try an unsaved guideline on a text, without storing anything."""

from dataclasses import dataclass

from community.models import Community
from moderation.guidelines import publishing
from moderation.policy import values
from moderation.policy.checks.numbering import regions_of_zone
from moderation.policy.guidelines import compile_rules
from moderation.policy.judge import CHARACTERS_JUDGED, judge
from moderation.policy.values import Facts, Finding, Severity, Thresholds
from moderation.policy.written import signed
from moderation.web.guidelines.forms import GuidelineForm
from moderation.web.shared.present import marked_evidence


@dataclass(slots=True)
class Seen:
    """A finding with its footnote number."""

    number: int
    severity: int
    start: int
    end: int
    reason: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class Trial:
    """A tried text with its findings, or the problems that kept it from being tried."""

    text: str
    problems: tuple[str, ...] = ()
    marked: str = ""
    seen: tuple[Seen, ...] = ()
    tone: str = ""


def try_on_text(form: GuidelineForm, community: Community, text: str) -> Trial:
    form.is_valid()
    # Browsers send other line ends, which would shift every here after them.
    text = text.replace("\r\n", "\n")
    if problems := [*form.rule_problems(), *text_problems(text)]:
        return Trial(text, tuple(problems))
    severity = form.cleaned_data.get("severity") or Severity.LOW
    category = form.cleaned_data.get("category") or ""
    return judge_text(text, values.Guideline("tried", "", category, Severity(severity), "", form.rules()), community)


def text_problems(text: str) -> list[str]:
    if not text.strip():
        return ["Write a text to try."]
    too_long = f"The text has {len(text):,} characters; {CHARACTERS_JUDGED:,} are the most."
    return [too_long] if len(text) > CHARACTERS_JUDGED else []


def judge_text(text: str, guideline: values.Guideline, community: Community) -> Trial:
    language, regions = (community.languages or [""])[0], regions_of_zone(community.time_zone)
    facts = Facts(text, channel_language=language, regions=regions)
    engine = publishing.current_rule_sets([community.pk])[community.pk].engine
    judgement = judge(facts, compile_rules([guideline]), Thresholds(), engine)
    seen = tuple(numbered_finding(number, finding) for number, finding in enumerate(judgement.findings, start=1))
    sentiment = judgement.sentiment
    tone = f"Sentiment {signed(sentiment.compound)}." if sentiment else f"Not scored: {judgement.not_scored}"
    return Trial(text, marked=marked_evidence(text, seen), seen=seen, tone=tone)


def numbered_finding(number: int, finding: Finding) -> Seen:
    return Seen(number, finding.severity, finding.start, finding.end, finding.reason, finding.excerpt)
