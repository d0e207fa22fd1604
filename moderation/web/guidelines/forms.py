"""The form of a guideline, with a field for each way to ask for a check."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.text import slugify

from moderation.models import GuidelineVersion
from moderation.models.guidelines import SEVERITIES
from moderation.policy import values
from moderation.policy.checks import CHECKS
from moderation.policy.checks.check import Ask, Check, Field, Fraction, Lines, Whole, Words
from moderation.policy.examples import try_examples
from moderation.policy.guidelines import compile_rules, problems
from moderation.policy.values import Rule, Severity
from moderation.policy.weight import Overweight, overweight
from moderation.web.guidelines.words import rule_in_words

LONGEST_STATEMENT = 5_000
EXAMPLES = ("must_find", "must_not_find")
ERRORS_SHOWN = 5


class RuleLines(forms.CharField):
    """A field with one rule a line.

    Blank lines and repetitions are left out, and each error names its line.
    """

    def __init__(self, kind: str, entry: Lines, **options: Any) -> None:
        look = {"rows": entry.rows, "spellcheck": "false"} | ({"class": "code"} if entry.is_code else {})
        super().__init__(required=False, widget=forms.Textarea(attrs=look), **options)
        self.kind, self.most, self.longest = kind, entry.most, entry.longest

    def clean(self, value: str | None) -> list[str]:
        written = [line.strip() for line in super().clean(value).splitlines()]
        # Reversed twice, so that of a repeated line the first one stays, with its number.
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
        return rule_problem(Rule(self.kind, line))


class ExampleLines(forms.CharField):
    """A field with one text a line."""

    MOST, LONGEST = 100, 500

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 4}), **options)

    def clean(self, value: str | None) -> list[str]:
        texts = list(dict.fromkeys(line.strip() for line in super().clean(value).splitlines() if line.strip()))
        if len(texts) > self.MOST:
            raise ValidationError(f"{len(texts):,} examples are too many: {self.MOST} are the most.")
        if long := next((text for text in texts if len(text) > self.LONGEST), None):
            raise ValidationError(f"“{long[:40]}…” is too long: {self.LONGEST} characters are the most.")
        return texts


def form_field(kind: str, field: Field) -> forms.Field:
    said: dict[str, Any] = {"label": field.label, "help_text": field.hint}
    match field.entry:
        case Lines() as lines:
            return RuleLines(kind, lines, **said)
        case Words(longest):
            return forms.CharField(required=False, max_length=longest, **said)
        case Whole(least, most):
            return forms.IntegerField(required=False, min_value=least, max_value=most, **said)
        case Fraction(least, most):
            return forms.FloatField(required=False, min_value=least, max_value=most, **said)
        case _:
            return forms.BooleanField(required=False, **said)


def asks() -> Iterator[tuple[Check, Ask]]:
    return ((check, ask) for check in CHECKS.values() for ask in check.asks)


class FieldGroup(NamedTuple):
    """Fields that unfold together, and are open where they say something or something is wrong with them."""

    name: str
    fields: Sequence[BoundField]
    is_open: bool


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
    must_find = ExampleLines(
        label="Must find",
        help_text="Texts that break this guideline, one a line. A change that misses one is not saved.",
    )
    must_not_find = ExampleLines(
        label="Must not find",
        help_text="Texts that only look like it, one a line: what means something else, what is quoted or denied.",
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        weights: Mapping[int, float] = MappingProxyType({}),
        own: int | None = None,
        language: str = "en",
        **options: Any,
    ) -> None:
        """Take `weights` of the guidelines in force, by key, the key of this one, and the language of most texts."""
        super().__init__(*args, **options)
        self.weights, self.own, self.language = weights, own, language
        for check, ask in asks():
            self.fields |= {field.name: form_field(check.kind, field) for field in ask.fields}

    @property
    def phrases(self) -> BoundField:
        """The field that is enough for most guidelines."""
        return self["phrases"]

    @property
    def further_lines(self) -> FieldGroup:
        """The other fields with one rule a line."""
        lines = [ask.field.name for _, ask in asks() if isinstance(ask.field.entry, Lines)]
        return self.group("Patterns and composed rules", [name for name in lines if name != "phrases"])

    @property
    def sentences(self) -> list[str]:
        """The composed rules that can be read, as sentences."""
        lines = str(self["composed"].value() or "").splitlines()
        return [
            rule_in_words(rule) for line in lines if line.strip() and not rule_problem(rule := Rule("composed", line))
        ]

    def groups(self) -> list[FieldGroup]:
        """Return the other fields of the checks by their groups."""
        found: dict[str, list[str]] = {}
        for check, ask in asks():
            if not isinstance(ask.field.entry, Lines):
                found.setdefault(check.group, []).extend(field.name for field in ask.fields)
        return [self.group(name, fields) for name, fields in found.items()]

    def group(self, name: str, names: Sequence[str]) -> FieldGroup:
        fields = [self[each] for each in names]
        return FieldGroup(name, fields, is_open=any(field.value() or field.errors for field in fields))

    def clean_category(self) -> str:
        category: str = slugify(self.cleaned_data["category"])
        if not category:
            raise ValidationError("Write at least one letter from a to z or a digit.")
        return category

    def clean_statement(self) -> str:
        # Browsers send \r\n, which would make every wording with paragraphs look changed.
        return "\n".join(self.cleaned_data["statement"].splitlines())

    def clean(self) -> dict[str, Any]:
        for check, ask in asks():
            # A field of lines names the wrong line by itself.
            if not isinstance(ask.field.entry, Lines):
                for pattern in ask.patterns(self.cleaned_data):
                    if said := rule_problem(Rule(check.kind, pattern)):
                        self.add_error(ask.last.name, said)
        # A rule that does not compile has no weight yet, and finds nothing.
        if not self.rule_problems():
            if wrong := self.overweight():
                self.add_error(asking_for(wrong.rule).last.name, wrong.sentence)
            self.try_examples()
        return dict(self.cleaned_data)

    def try_examples(self) -> None:
        """Say which examples these rules break."""
        category = self.cleaned_data.get("category", "")
        examples = {name: tuple(self.cleaned_data.get(name) or ()) for name in EXAMPLES}
        guideline = values.Guideline("", "", category, Severity.LOW, "", self.rules(), **examples)
        for each in try_examples(guideline, compile_rules([guideline]), self.language):
            if not each.is_kept:
                name, said = ("must_find", "is not found") if each.must else ("must_not_find", "is found")
                self.add_error(name, f"“{each.text}” {said}{f': {each.found[0].reason}' if each.found else '.'}")

    def overweight(self) -> Overweight | None:
        before = self.weights.get(self.own or 0, 0.0)
        # A guideline that is off weighs nothing, but may still be tried.
        others = sum(self.weights.values()) - before if self.cleaned_data["is_on"] else 0.0
        return overweight(self.rules(), others=others, before=before)

    def rules(self) -> tuple[Rule, ...]:
        """Return the rules that the fields ask for, always in the same order."""
        return tuple(Rule(check.kind, pattern) for check, ask in asks() for pattern in ask.patterns(self.cleaned_data))

    def rule_problems(self) -> list[str]:
        """Return what keeps the rules from being tried.

        A missing name does not.
        """
        of_rules = {field.name for _, ask in asks() for field in ask.fields}
        return [f"{self[name].label}: {said}" for name in self.errors if name in of_rules for said in self.errors[name]]


def asking_for(rule: Rule) -> Ask:
    return next(ask for ask, _ in CHECKS[rule.kind].asked([rule.pattern]))


def rule_problem(rule: Rule) -> str:
    found = problems(values.Guideline("", "", "", Severity.LOW, "", (rule,)))
    return found[0] if found else ""


def initial_values(version: GuidelineVersion) -> dict[str, Any]:
    """Return the form's values for a version."""
    patterns: dict[str, list[str]] = {}
    for rule in version.value().rules:
        patterns.setdefault(rule.kind, []).append(rule.pattern)
    shown: dict[str, Any] = {
        "name": version.name,
        "category": version.category,
        "severity": version.severity,
        "is_on": version.is_on,
        "statement": version.statement,
        "must_find": "\n".join(version.must_find),
        "must_not_find": "\n".join(version.must_not_find),
        "seen_version": version.number,
    }
    for kind, check in CHECKS.items():
        for ask, own in check.asked(patterns.get(kind, [])):
            shown |= ask.shown(own)
    return shown
