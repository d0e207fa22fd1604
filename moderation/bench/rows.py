"""A queue of any size, made by the database itself: a million cases by Python would take longer than all that is measured.

Each case has its own message, assessment and finding, and differs from its neighbours in all that a page sorts and
filters by. The numbers that spread them are primes, so that no two columns keep step.
"""

from django.db import connection

from community.models import Channel, Community, Member
from moderation.models import Guideline, GuidelineVersion, User

FIRST_MOMENT = 1_780_000_000
# What holds everywhere, written once: {moment} and {json} are the database's own words.
NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})"
MESSAGES = """
INSERT INTO community_message (id, community_id, channel_id, external_id, author_id, kind, title, text, from_staff,
  posted_at, received_at, revision, parent_external_id, thread_external_id, waiting_for, url, language, tags, digest)
{numbers} SELECT i, {community}, {channel} + i % {channels}, 'q' || i, {author} + i % {authors}, 'comment', '',
  'Order ' || i || ' came broken again, and nobody at the shop answers. I want my money back.', FALSE,
  {posted_at}, {posted_at}, 1, '', '', '', '', '', {empty}, '' FROM n
"""
ASSESSMENTS = """
INSERT INTO moderation_assessment (id, message_id, revision, rule_set_id, engine, assessed_at, language, neg, neu, pos,
  compound, not_scored, was_cut, words, priority, terms, unknown, fingerprint)
{numbers} SELECT i, i, 1, NULL, 'bench', {posted_at}, 'en', 0.2, 0.8, 0.0,
  CASE WHEN i % 11 = 0 THEN NULL ELSE -0.4767 END, '', FALSE, {words}, {priority}, {terms}, {empty}, 0 FROM n
"""
FINDINGS = """
INSERT INTO moderation_finding (assessment_id, number, version_id, severity, part, start, "end", excerpt, rule, reason)
{numbers} SELECT i, 1, {version} + i % {versions}, {severity}, 'text', 0, 5, 'Order', 'phrase: order', 'Says so.' FROM n
"""
CASES = """
INSERT INTO moderation_case (id, community_id, channel_id, message_id, revision, author_id, assessment_id, opened_for,
  is_unchecked, answer_only, severity, priority, fingerprint, due_by, posted_at, opened_at, assignee_id, decision,
  closed_at, outcome)
{numbers} SELECT i, {community}, {channel} + i % {channels}, i, 1, {author} + i % {authors}, i, {opened_for},
  i % 997 = 0, i % 13 = 0, {severity}, {priority}, 0, {no_deadline}, {posted_at}, {posted_at},
  CASE WHEN i % 3 = 0 THEN {person} + i / 3 % {people} END, CASE WHEN i % 10 < 3 THEN 'keep' ELSE '' END,
  CASE WHEN i % 10 < 3 THEN {closed_at} END, CASE WHEN i % 10 < 3 THEN 'decided' ELSE '' END FROM n
"""
LINKS = """
INSERT INTO moderation_caseguideline (case_id, guideline_id)
{numbers} SELECT i, {guideline} + i % {guidelines} FROM n
"""
SPREAD = {"severity": "i * 7 % 5", "priority": "i * 7919 % 101"}
TERMS = '[{"name": "severity", "value": 40, "why": "Spam, severity medium"}]'
AUTHORS = 5_000


def make_queue(community: Community, count: int) -> None:
    """Fill an empty community with this many cases, 3 of 10 closed, and tell the planner what there is."""
    Member.objects.bulk_create(
        Member(community=community, external_id=f"a{number}", name=f"Author {number}") for number in range(AUTHORS)
    )
    words = {**SPREAD, **_dialect(), **_keys(community), "numbers": NUMBERS.format(count=count)}
    with connection.cursor() as cursor:
        for statement in (MESSAGES, ASSESSMENTS, FINDINGS, CASES, LINKS):
            cursor.execute(statement.format(**words))
        cursor.execute("ANALYZE")


def _keys(community: Community) -> dict[str, int]:
    """The first key and the number of each thing that the rows point to; all were made in one go, without gaps."""
    pointed = {
        ("channel", "channels"): Channel.objects.filter(community=community),
        ("author", "authors"): Member.objects.filter(community=community),
        ("guideline", "guidelines"): Guideline.objects.filter(community=community),
        ("version", "versions"): GuidelineVersion.objects.filter(guideline__community=community),
        ("person", "people"): User.objects.filter(memberships__community=community),
    }
    keys = {"community": community.pk}
    for (first, many), rows in pointed.items():
        found = sorted(rows.values_list("pk", flat=True))
        keys |= {first: found[0], many: len(found)}
    return keys


def _dialect() -> dict[str, str]:
    if connection.vendor == "sqlite":
        moment, text = "datetime({}, 'unixepoch')", "'{}'"
    else:
        moment, text = "to_timestamp({})", "CAST('{}' AS jsonb)"
    moments = {"posted_at": f"{FIRST_MOMENT} + i * 104729 % 31536000", "closed_at": f"{FIRST_MOMENT} + 31536000 + i"}
    json = {"empty": "[]", "words": '[["broken", -0.4767]]', "terms": TERMS, "opened_for": '["finding"]'}
    spoken = {name: moment.format(value) for name, value in moments.items()}
    spoken |= {name: text.format(value) for name, value in json.items()}
    return spoken | {"no_deadline": moment.format(32_503_680_000)}
