"""Check lines of JSON against a rule set, without storing anything.

Each line is answered as it comes.
"""

import json
import sys
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError, CommandParser

from community.models import Community
from moderation.guidelines import publishing
from moderation.management.piped import while_somebody_reads
from moderation.management.text_lines import LONGEST_LINE, BadLine, facts_of_record, parse_line, told_judgement
from moderation.policy.checks.numbering import regions_of_zone
from moderation.policy.guidelines import RuleSet, compile_rules
from moderation.policy.judge import STANDARD, judge
from moderation.policy.normalise import fingerprint
from moderation.policy.sentiment import Engine
from moderation.policy.starter import STARTER
from moderation.policy.values import Facts, Thresholds

# Repetition is counted over this many texts. They are more than a day's flood, and take less than 100 MB.
TEXTS_REMEMBERED = 200_000


class Remembered(OrderedDict[Any, int]):
    """Counts of the last keys used.

    The longest unused key is forgotten first.
    """

    def again(self, key: object) -> int:
        """Return how often the key came before."""
        times = self.pop(key, 0)
        self[key] = times + 1
        if len(self) > TEXTS_REMEMBERED:
            self.popitem(last=False)
        return times


class SameTexts:
    """Counts of repeated texts, by their author and by others.

    An unknown author is taken for somebody else.
    """

    def __init__(self) -> None:
        self.by_all, self.by_author = Remembered(), Remembered()

    def count(self, facts: dict[str, Any]) -> dict[str, int]:
        mark = fingerprint(facts["text"] if facts["text"].strip() else facts.get("title", ""))
        if not mark:
            return {}
        before = self.by_all.again(mark)
        own = self.by_author.again((mark, facts["author"])) if facts.get("author") else 0
        return {"same_text_by_author": own, "same_text_by_others": before - own}


@dataclass
class Check:
    """The rules that lines are checked against, and the texts so far."""

    rules: RuleSet
    slugs: dict[str, str]
    language: str
    engine: Engine = STANDARD
    regions: tuple[str, ...] = ()
    same: SameTexts = field(default_factory=SameTexts)

    def answer(self, number: int, line: bytes) -> dict[str, Any]:
        record: dict[str, Any] = {}
        try:
            record = parse_line(line)
            known = {"channel_language": self.language, "regions": self.regions}
            facts = known | facts_of_record(record)
            judgement = judge(Facts(**(facts | self.same.count(facts))), self.rules, Thresholds(), self.engine)
            return told_judgement(record.get("id"), judgement, self.slugs)
        except BadLine as wrong:
            error = str(wrong)
        except Exception as fault:
            # A fault in one text must not end the answers to the others.
            error = f"This text could not be checked: {type(fault).__name__}."
        return {"id": record.get("id"), "line": number, "error": error}


class Command(BaseCommand):
    help = 'Check {"id","text",…} lines from standard input against a rule set; nothing is stored.'

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--community", help="Use this community's rule set; without it, the starter guidelines.")
        parser.add_argument("--language", help="The language of texts that do not show theirs, such as en.")

    def handle(self, **options: Any) -> None:
        community = find_by_slug(options["community"])
        language = options["language"] or (community and (community.languages or [""])[0]) or "en"
        rules, slugs = rules_in_force(community) if community else (compile_rules(STARTER), {})
        regions = regions_of_zone(community.time_zone) if community else ()
        check = Check(rules, slugs, language, engine_of(community), regions)
        with while_somebody_reads():
            for number, line in numbered_lines(sys.stdin.buffer):
                self.stdout.write(json.dumps(check.answer(number, line)))
                # Whoever feeds lines through a pipe waits for each answer.
                self.stdout.flush()


def find_by_slug(slug: str | None) -> Community | None:
    community = Community.objects.filter(slug=slug).first() if slug else None
    if slug and not community:
        raise CommandError(f"There is no community {slug}.", returncode=2)
    return community


def engine_of(community: Community | None) -> Engine:
    return publishing.current_rule_sets([community.pk])[community.pk].engine if community else STANDARD


def rules_in_force(community: Community) -> tuple[RuleSet, dict[str, str]]:
    """Return the rules in force, and the slug of each guideline by the key in findings."""
    rule_set = publishing.current_rule_sets([community.pk])[community.pk].rule_set
    if rule_set is None:
        raise CommandError(f"{community} has no guidelines in force.", returncode=2)
    versions = community.guidelines.filter(versions__rule_sets=rule_set).values_list("versions__pk", "slug")
    return publishing.compiled_rule_set(rule_set), {str(pk): slug for pk, slug in versions}


def numbered_lines(source: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield each line with its number, without blank ones.

    Of a line that is too long only enough is kept to know that.
    """
    number = 0
    while line := source.readline(LONGEST_LINE + 1):
        number += 1
        rest = line
        while not rest.endswith(b"\n") and (rest := source.readline(LONGEST_LINE)):
            pass
        if number == 1:
            # A byte order mark, which some editors write first.
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield number, line
