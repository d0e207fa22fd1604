"""The form of a guideline: every kind of rule as fields in plain words, and back again."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from moderation.models import GuidelineVersion
from moderation.models.guidelines import SEVERITIES
from moderation.policy import values
from moderation.policy.checks.phrase import LONGEST_PHRASE
from moderation.policy.matching import LONGEST_PATTERN
from moderation.policy.rules import problems
from moderation.policy.values import Rule, Severity

MOST_PHRASES, MOST_PATTERNS = 2_000, 200
LONGEST_STATEMENT, LONGEST_LIST = 5_000, 2_000
ERRORS_SHOWN = 5


class Lines(forms.CharField):
    """One rule a line; blank lines and repetitions are left out, and each error names its line."""

    widget = forms.Textarea

    def __init__(self, kind: str, most: int, longest: int, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.kind, self.most, self.longest = kind, most, longest

    def clean(self, value: str | None) -> list[str]:
        written = [line.strip() for line in super().clean(value).splitlines()]
        lines = {line: number for number, line in reversed(list(enumerate(written, start=1))) if line}
        if len(lines) > self.most:
            raise ValidationError(f"{len(lines):,} lines are too many: {self.most:,} are the most.")
        found = [f"Line {lines[line]}: {said}" for line in reversed(lines) if (said := self.problem(line))]
        if len(found) > ERRORS_SHOWN:
            found[ERRORS_SHOWN:] = [f"And {len(found) - ERRORS_SHOWN:,} more lines like these."]
        if found:
            raise ValidationError(found)
        return list(reversed(lines))

    def problem(self, line: str) -> str:
        if len(line) > self.longest:
            return f"{len(line):,} characters are too many: {self.longest} are the most."
        return problem(Rule(self.kind, line))


class GuidelineForm(forms.Form):
    name = forms.CharField(max_length=120, help_text="What moderators call it, such as “Legal threats”.")
    category = forms.CharField(
        max_length=60,
        widget=forms.TextInput(attrs={"list": "categories"}),
        help_text="A word that groups guidelines in figures: hate, spam, privacy, safety.",
    )
    severity = forms.TypedChoiceField(
        choices=SEVERITIES,
        coerce=int,
        help_text="How much harm a finding stands for. It decides whether a case opens and how high it stands.",
    )
    is_on = forms.BooleanField(
        label="Switched on", required=False, help_text="Switched off, it looks for nothing and keeps its history."
    )
    statement = forms.CharField(
        label="What we ask of people, shown beside every case",
        max_length=LONGEST_STATEMENT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    phrases = Lines(
        "phrase",
        MOST_PHRASES,
        LONGEST_PHRASE,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false"}),
        help_text="One a line, whole words; capitals, accents and disguised spellings (l1ke th1s, l i k e this) are"
        " seen through. “scam*” also finds scammer. “[es] estafa” counts in Spanish texts alone.",
    )
    patterns = Lines(
        "pattern",
        MOST_PATTERNS,
        LONGEST_PATTERN,
        widget=forms.Textarea(attrs={"rows": 8, "class": "code", "spellcheck": "false"}),
        help_text="One a line: regular expressions as RE2 reads them, capitals or not. Phrases are enough for most.",
    )
    links_any = forms.BooleanField(label="Any link", required=False)
    links_short = forms.BooleanField(
        label="Shortened links", required=False, help_text="Such as bit.ly: they hide where they lead."
    )
    links_blocked = forms.CharField(
        label="Links to these domains",
        max_length=LONGEST_LIST,
        required=False,
        help_text="Such as: example.com badshop.biz",
    )
    links_allowed = forms.CharField(
        label="Links that lead anywhere but to",
        max_length=LONGEST_LIST,
        required=False,
        help_text="The domains that are welcome.",
    )
    links_imitating = forms.BooleanField(
        label="Look-alike addresses", required=False, help_text="Letters of another script that pass for Latin ones."
    )
    links_own = forms.CharField(
        label="Our own domains",
        max_length=LONGEST_LIST,
        required=False,
        help_text="Look-alike addresses also imitate these, by a letter or two.",
    )
    email = forms.BooleanField(label="E-mail addresses", required=False)
    email_public = forms.CharField(
        label="Except at these domains",
        max_length=LONGEST_LIST,
        required=False,
        help_text="Addresses that are public, such as our own.",
    )
    phone = forms.BooleanField(label="Telephone numbers", required=False)
    phone_regions = forms.CharField(
        label="As written in these regions",
        max_length=LONGEST_LIST,
        required=False,
        help_text="Two letters each: US GB DE. Numbers with + are read everywhere.",
    )
    card = forms.BooleanField(label="Payment card numbers", required=False, help_text="With the right checksum.")
    iban = forms.BooleanField(label="Bank account numbers", required=False, help_text="IBAN with the right checksum.")
    shouting = forms.BooleanField(
        label="Shouting", required=False, help_text="Mostly capital letters, or !!!! and more."
    )
    shouting_percent = forms.IntegerField(
        label="Capitals from, in percent", min_value=1, max_value=100, required=False, help_text="80 when empty."
    )
    repeated_by_author = forms.IntegerField(
        label="The same text by one author",
        min_value=1,
        max_value=1_000,
        required=False,
        help_text="How often they wrote it before; empty is off.",
    )
    repeated_by_others = forms.IntegerField(
        label="The same text by others",
        min_value=1,
        max_value=100_000,
        required=False,
        help_text="How often others wrote it before; empty is off.",
    )
    sentiment = forms.FloatField(
        label="Sentiment of, or lower",
        min_value=-1,
        max_value=-0.01,
        required=False,
        help_text="From -1 (as bad as can be) to 0; -0.75 is strong. English texts alone; empty is off.",
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_category(self) -> str:
        category: str = slugify(self.cleaned_data["category"])
        if not category:
            raise ValidationError("Write at least one letter from a to z or a digit.")
        return category

    def clean_statement(self) -> str:
        # Browsers send line ends as \r\n, which would look like a change of every wording with paragraphs.
        return "\n".join(self.cleaned_data["statement"].splitlines())

    def clean(self) -> dict[str, Any]:
        for switch in SWITCHES:
            rule = switch.rule(self.cleaned_data)
            if rule and (said := problem(rule)):
                self.add_error(switch.detail or switch.field, said)
        return dict(self.cleaned_data)

    def rules(self) -> tuple[Rule, ...]:
        """The rules that the fields say, always in the same order."""
        written = self.cleaned_data
        lines = [Rule("phrase", line) for line in written["phrases"]]
        lines += [Rule("pattern", line) for line in written["patterns"]]
        return (*lines, *(rule for switch in SWITCHES if (rule := switch.rule(written))))

    def rule_problems(self) -> list[str]:
        """What keeps the rules from being tried; a missing name does not."""
        wrong = [name for name in self.errors if name in RULE_FIELDS]
        return [f"{self[name].label}: {said}" for name in wrong for said in self.errors[name]]


def problem(rule: Rule) -> str:
    found = problems(values.Guideline("", "", "", Severity.LOW, "", (rule,)))
    return found[0] if found else ""


@dataclass(frozen=True, slots=True)
class Switch:
    """A rule that one field switches on: its kind, the word its pattern begins with, the field with the rest of it."""

    field: str
    kind: str
    word: str = ""
    detail: str = ""

    def rule(self, written: dict[str, Any]) -> Rule | None:
        rest = str(written.get(self.detail) or "").replace(",", " ").split()
        return Rule(self.kind, " ".join([self.word, *rest]).strip()) if written.get(self.field) else None

    def fits(self, rule: Rule) -> bool:
        return rule.kind == self.kind and self.word in {"", rule.pattern.partition(" ")[0]}

    def shown(self, rule: Rule) -> dict[str, Any]:
        return {self.field: True} | ({self.detail: rule.pattern.removeprefix(self.word).strip()} if self.detail else {})


# Links to blocked domains come after the other links, because they have no word of their own.
SWITCHES = (
    Switch("links_any", "link", "any"),
    Switch("links_short", "link", "shortener"),
    Switch("links_allowed", "link", "except", "links_allowed"),
    Switch("links_imitating", "link", "lookalike", "links_own"),
    Switch("links_blocked", "link", detail="links_blocked"),
    Switch("email", "email", detail="email_public"),
    Switch("phone", "phone", detail="phone_regions"),
    Switch("card", "card"),
    Switch("iban", "iban"),
    Switch("shouting", "shouting", detail="shouting_percent"),
    Switch("repeated_by_author", "repetition", "author", "repeated_by_author"),
    Switch("repeated_by_others", "repetition", "many", "repeated_by_others"),
    Switch("sentiment", "sentiment", detail="sentiment"),
)
RULE_FIELDS = {"phrases", "patterns"} | {name for switch in SWITCHES for name in (switch.field, switch.detail)}


def initial(version: GuidelineVersion) -> dict[str, Any]:
    """What the form shows of a version."""
    rules = version.value().rules
    shown: dict[str, Any] = {
        "name": version.name,
        "category": version.category,
        "severity": version.severity,
        "is_on": version.is_on,
        "statement": version.statement,
        "seen_version": version.number,
        "phrases": "\n".join(rule.pattern for rule in rules if rule.kind == "phrase"),
        "patterns": "\n".join(rule.pattern for rule in rules if rule.kind == "pattern"),
    }
    for rule in rules:
        for switch in [switch for switch in SWITCHES if switch.fits(rule)][:1]:
            shown |= switch.shown(rule)
    return shown
