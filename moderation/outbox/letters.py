"""Writes the mails about escalations, one about a case or one about a storm of them."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage

from moderation.models import Outbox
from moderation.models.people import role_in
from moderation.outbox import notices
from moderation.outbox.notices import Line, one_line

SINGLE = """{trigger} in {community}, for {team}.

{address}

{facts}

What it is about stands there and not in this mail. You get it because {reason}.
"""
DIGEST = """{count} in {community}:

{lines}

{address}

What they are about stands there and not in this mail. You get it because {reason}.
"""


def letter_about(rows: Sequence[Outbox]) -> EmailMessage:
    """Write the mail, the same each time: a mailbox that gets it twice can tell by its Message-ID."""
    first = rows[0]
    subject, body = single_letter(first) if len(rows) == 1 else digest_letter(rows)
    return EmailMessage(
        subject=subject,
        body=body,
        to=[notices.recipient_of(first).email],
        headers={"Message-ID": f"<{first.stable_id}@{urlsplit(settings.SITE_URL).hostname or 'parley'}>"},
    )


def single_letter(row: Outbox) -> tuple[str, str]:
    escalation = notices.escalation_of(row)
    (line,) = notices.lines_of(notices.notices_of([row]))
    community, team = one_line(row.community.name), one_line(escalation.team.name)
    trigger, subject = {
        notices.REMINDED: (f"{team} has not kept its time for case {row.case_id}", f"case {row.case_id} is overdue"),
        notices.ANSWERED: (f"{team} answered about case {row.case_id}, which is closed,", f"{team} has answered"),
    }.get(
        line.what,
        (f"{notices.trigger_words(escalation)} case {row.case_id}", f"case {row.case_id} is with {team}"),
    )
    facts = facts_in_words(line, row)
    body = SINGLE.format(
        trigger=one_line(trigger),
        community=community,
        team=team,
        address=notices.address_of_case(row),
        facts=f"{facts[0].upper()}{facts[1:]}.",
        reason=reason_of(row),
    )
    return f"{community}: {subject}", body


def digest_letter(rows: Sequence[Outbox]) -> tuple[str, str]:
    first, lines = rows[0], notices.lines_of(notices.notices_of(rows))
    community = one_line(first.community.name)
    teams = {line.team for line in lines}
    count = notices.cases_in_words(len({row.case_id for row in rows}))
    with_whom = f" with {one_line(lines[0].team.name)}" if len(teams) == 1 else ""
    said = [
        f"- {notices.WORDS[line.what].format(one_line(line.team.name))}: {facts_in_words(line, first)}"
        for line in lines
    ]
    body = DIGEST.format(
        count=count,
        community=community,
        lines="\n".join(said),
        address="\n".join(notices.address_of_list(first, team) for team in sorted(teams, key=str)),
        reason=reason_of(first),
    )
    return f"{community}: {count}{with_whom}", body


def facts_in_words(line: Line, row: Outbox) -> str:
    """Write severity, category, channel, count and due time, as the row's community reads them."""
    words = f"{line.severity_name}, {one_line(line.category)}, {line.channel}: {line.cases}"
    if line.due_by is None:
        return words
    return f"{words}, {'due' if line.number == 1 else 'the first due'} {due_in_words(line.due_by, row)}"


def due_in_words(at: datetime, row: Outbox) -> str:
    return f"{at.astimezone(ZoneInfo(row.community.time_zone)):%a %-d %b %H:%M} ({row.community.time_zone})"


def reason_of(row: Outbox) -> str:
    community, team = one_line(row.community.name), one_line(notices.escalation_of(row).team.name)
    if notices.what_of(row) == notices.ANSWERED:
        return f"you worked on it last in {community}"
    if role_in(notices.recipient_of(row), row.community) == "admin":
        return f"nobody leads {team} in {community}, and you are its admin"
    return f"you lead {team} in {community}"
