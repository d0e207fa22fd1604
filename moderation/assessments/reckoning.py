"""Promises that staff kept on the platform before there was a case."""

from moderation.assessments.draft import Draft
from moderation.assessments.values import Past, Verdict
from moderation.cases.clock_row import ClockRow
from moderation.cases.message_row import worst
from moderation.policy.clocks import REPLIES, Kept, Kind, Promise, answers
from moderation.policy.values import Opening


def reckon(draft: Draft, verdict: Verdict) -> None:
    """Add the promise of a first reply that staff kept, in time or not, before a case was opened for it.

    It runs from when the message was posted. What was posted before its community was here was promised nothing.
    """
    subject, judgement, _ = verdict
    promise = draft.known.promises.get(subject.community, Promise())
    asks = judgement.answered or Opening.ANSWER in judgement.openings
    if not asks or not promise.reaches(subject.posted_at) or is_promised(draft, subject.message):
        return
    row = subject.new_row(draft.now)
    # An edit takes nothing back that was answered before it.
    row.revision = 1
    given = [post.given_at for post in draft.known.posts.get(subject.thread, ()) if answers(post, row)]
    target = promise.target(worst(judgement), subject.channel)
    within, clock = target.within(Kind.REPLY), promise.start(target, Kind.REPLY, subject.posted_at)
    if given and within is not None and clock is not None:
        about = {"channel": subject.channel, "message": subject.message, "severity": worst(judgement)}
        kept = ClockRow.of(clock, Kind.REPLY, within, any_hour=target.any_hour, **about)
        kept.kept_at, kept.kept_as = min(given), Kept.PLATFORM
        draft.plan.past.append(Past(subject.thread, subject.author, kept))


def is_promised(draft: Draft, message: int) -> bool:
    """Tell whether a case has the promise of a reply to this message."""
    rows = draft.of_message.get(message, ())
    clocks = (clock for row in rows for clock in draft.clocks_of(draft.case_of(row)))
    return any(row.waits for row in rows) or any(
        clock.kind in REPLIES and clock.message_id == message for clock in clocks
    )
