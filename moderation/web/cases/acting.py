"""What may be done to a case: its forms, what each will do outside, and what undo offers."""

from typing import Any

from django.forms import Form

from moderation.access import Right
from moderation.cases.undo import undoable_event
from moderation.models import Case, Outbox, User
from moderation.models.people import may
from moderation.policy.cases import UNDOABLE
from moderation.policy.decisions import DECISIONS
from moderation.web.cases import forms, judging, outside
from moderation.web.cases.escalated import conversation_choices
from moderation.web.cases.scene import Outside, Scene
from moderation.web.escalations.forms import Escalate

# The sweep comes every 5 seconds.
SWEPT_WITHIN = 6


def forms_and_effects(scene: Scene) -> dict[str, Any]:
    """The forms, preset or as they were typed, and what each choice will do."""
    case = scene.case
    by_program: bool = case.by_program  # type: ignore[attr-defined]
    return {
        "forms": {**blank_forms(scene), **scene.look.typed},
        "decisions": list(DECISIONS.values()),
        "goes_out": outside.how_it_goes_out(case.channel, case.community.desk.undo_seconds, by_program=by_program),
        "is_direct": case.channel.is_private or case.message.kind == case.message.Kind.DIRECT,
    }


def blank_forms(scene: Scene) -> dict[str, Form]:
    preset = preset_of(scene)
    severity = {"severity": scene.case.severity}
    return {
        "decide": forms.Decide(initial=preset, auto_id="decide-%s", guidelines=scene.guidelines),
        "reply": forms.Reply(initial=preset, auto_id="reply-%s"),
        "note": forms.Note(auto_id="note-%s"),
        "close": forms.Close(initial=preset, auto_id="close-%s"),
        "reopen": forms.Reopen(auto_id="reopen-%s"),
        "correct": forms.Correct(initial=severity, auto_id="correct-%s"),
        "split": forms.Split(auto_id="split-%s"),
        "undelivered": forms.Undelivered(auto_id="undelivered-%s"),
        "escalate": Escalate(auto_id="escalate-%s", conversations=conversation_choices(scene.leading)),
    }


def preset_of(scene: Scene) -> dict[str, Any]:
    """What stands in the forms before anything is typed."""
    current, asked = scene.readings[0], scene.escalated
    found = judging.guidelines_found(current.findings)
    return {
        "revision": current.revision,
        "guideline": found[0].guideline_id if found else None,
        "text": asked.answer(scene.look.answer),
        # What a team has still to say something about is not closed by the way.
        "close": not asked.waiting,
    }


def undo_offer(scene: Scene) -> outside.Undo | None:
    happened = scene.happened
    if not any(one.event.kind in UNDOABLE and one.actor for one in happened):
        return None
    event = undoable_event(scene.case, scene.user, scene.rights)
    if event is None:
        return None
    lines = next((one.lines for one in happened if one.event == event), [])
    if event.kind == event.Kind.ESCALATED:
        state = scene.escalated.state(event.facts["escalation"])
        return outside.undo_of_escalation(event, lines, state) if state else None
    return outside.undo_of(event, lines)


def may_release(case: Case, user: User) -> bool:
    if case.assignee_id in (None, user.pk):
        return case.assignee_id is not None
    return may(user, Right.RELEASE_OTHERS, case.community)


def is_reply_lost(caused: Outside) -> bool:
    sent = (line for lines in caused.values() for line in lines if line.kind == Outbox.Kind.REPLY)
    return any(line.state == line.state.FAILED for line in sent)


def seconds_until_sent(caused: Outside) -> int | None:
    """In how many seconds a waiting row will have gone out, and the page is worth another look."""
    waits = [line.left for lines in caused.values() for line in lines if line.state == line.state.WAITING]
    return max(waits) + SWEPT_WITHIN if waits else None
