"""Addresses of the desk."""

from django.urls import include, path

from moderation.web import uploads
from moderation.web.cases import answered, correcting, opening, sent
from moderation.web.cases import views as cases
from moderation.web.communities import home
from moderation.web.escalations import views as escalations
from moderation.web.guidelines import examples
from moderation.web.guidelines import views as guidelines
from moderation.web.health import views as health
from moderation.web.members import views as members
from moderation.web.outbox import todo
from moderation.web.people import invitation_link, invitations, joining
from moderation.web.pushes import incoming, outgoing
from moderation.web.queue import export
from moderation.web.queue import views as queue
from moderation.web.work import probes

urlpatterns = [
    path("c/<slug:community>/cases/<int:pk>/", cases.show_case, name="case"),
    path("c/<slug:community>/cases/<int:pk>/claim/", cases.claim_case, name="case-claim"),
    path("c/<slug:community>/cases/<int:pk>/release/", cases.release_case, name="case-release"),
    path("c/<slug:community>/cases/<int:pk>/decide/", cases.decide_case, name="case-decide"),
    path("c/<slug:community>/cases/<int:pk>/reply/", cases.reply_in_case, name="case-reply"),
    path("c/<slug:community>/cases/<int:pk>/answered/", answered.say_in_case, name="case-answered"),
    path("c/<slug:community>/cases/<int:pk>/sent/", sent.say_sent_in_case, name="case-sent"),
    path("c/<slug:community>/cases/<int:pk>/note/", cases.note_on_case, name="case-note"),
    path("c/<slug:community>/cases/<int:pk>/close/", cases.close_case, name="case-close"),
    path("c/<slug:community>/cases/<int:pk>/severity/", cases.correct_severity, name="case-severity"),
    path("c/<slug:community>/cases/<int:pk>/mood/", correcting.correct_mood, name="case-mood"),
    path("c/<slug:community>/cases/<int:pk>/split/", cases.split_case, name="case-split"),
    path("c/<slug:community>/cases/<int:pk>/merge/", cases.merge_case, name="case-merge"),
    path("c/<slug:community>/cases/<int:pk>/unneeded/", cases.need_no_answer, name="case-unneeded"),
    path("c/<slug:community>/cases/<int:pk>/undelivered/", cases.give_up_reply, name="case-undelivered"),
    path("c/<slug:community>/cases/<int:pk>/reopen/", cases.reopen_case, name="case-reopen"),
    path("c/<slug:community>/cases/<int:pk>/undo/", cases.undo_in_case, name="case-undo"),
    path("c/<slug:community>/cases/<int:pk>/escalate/", cases.escalate_case, name="case-escalate"),
    path("c/<slug:community>/messages/<int:pk>/case/", opening.open_case, name="message-case"),
    path("c/<slug:community>/escalations/", escalations.list_escalations, name="escalations"),
    path(
        "c/<slug:community>/escalations/<int:pk>/acknowledge/",
        escalations.acknowledge_escalation,
        name="escalation-acknowledge",
    ),
    path("c/<slug:community>/escalations/<int:pk>/answer/", escalations.answer_escalation, name="escalation-answer"),
    path("c/<slug:community>/escalations/<int:pk>/hand-on/", escalations.hand_on_escalation, name="escalation-hand-on"),
    path("c/<slug:community>/escalations/<int:pk>/close/", escalations.close_escalation, name="escalation-close"),
    path("c/<slug:community>/to-do/", todo.to_do, name="to-do"),
    path("c/<slug:community>/to-do/<int:pk>/done/", todo.mark_done, name="to-do-done"),
    path("c/<slug:community>/to-do.csv", todo.to_do_csv, name="to-do-csv"),
    path("c/<slug:community>/health/", health.show_health, name="health"),
    path("c/<slug:community>/health.csv", health.health_csv, name="health-csv"),
    path("", home.go_home, name="home"),
    path("healthz", probes.healthz, name="healthz"),
    path("readyz", probes.readyz, name="readyz"),
    path("metrics", probes.metrics, name="metrics"),
    path("c/<slug:community>/queue/", queue.show_queue, name="queue"),
    path("c/<slug:community>/queue/new/", queue.queue_new, name="queue-new"),
    path("c/<slug:community>/queue.csv", export.queue_csv, name="queue-csv"),
    path("c/<slug:community>/imports/", uploads.list_imports, name="imports"),
    path("c/<slug:community>/imports/place/", uploads.place_import, name="import-place"),
    path("c/<slug:community>/imports/<int:pk>/place/", uploads.move_import, name="import-move"),
    path("c/<slug:community>/imports/<int:pk>/", uploads.show_upload, name="import"),
    path("c/<slug:community>/imports/<int:pk>/mapping/", uploads.save_mapping, name="import-mapping"),
    path("c/<slug:community>/imports/<int:pk>/check/", uploads.check_upload, name="import-check"),
    path("c/<slug:community>/imports/<int:pk>/start/", uploads.start_import, name="import-start"),
    path("c/<slug:community>/imports/<int:pk>/cancel/", uploads.cancel_import, name="import-cancel"),
    path("c/<slug:community>/imports/<int:pk>/resume/", uploads.resume_import, name="import-resume"),
    path("c/<slug:community>/imports/<int:pk>/rejects.csv", uploads.download_rejects, name="import-rejects"),
    path("c/<slug:community>/imports/runs/<int:pk>/rejects.csv", uploads.run_rejects, name="import-run-rejects"),
    path("c/<slug:community>/imports/runs/<int:pk>/take-back/", uploads.take_import_back, name="import-take-back"),
    path("c/<slug:community>/imports/<int:pk>/progress/", uploads.show_progress, name="import-progress"),
    path("c/<slug:community>/members/<int:pk>/erase/", members.erase_member, name="member-erase"),
    path("c/<slug:community>/members/<int:pk>/export/", members.export_member, name="member-export"),
    path("c/<slug:community>/guidelines/", guidelines.list_guidelines, name="guidelines"),
    path("c/<slug:community>/examples/", examples.show_examples, name="guideline-examples"),
    path("c/<slug:community>/guidelines/new/", guidelines.guideline_new, name="guideline-new"),
    path("c/<slug:community>/guidelines/<slug:guideline>/", guidelines.show_guideline, name="guideline"),
    path("c/<slug:community>/members/join/", joining.join_members, name="members-join"),
    path("c/<slug:community>/members/<int:pk>/split/", joining.split_member, name="member-split"),
    path("invitation/<str:token>/", invitation_link.invitation, name="invitation"),
    path("invitation/<int:pk>/accept/", invitations.accept, name="invitation-accept"),
    # For programs, by a token: docs/push.md.
    path("in/<int:source>/", incoming.receive_push, name="push-in"),
    path("out/<int:source>/", outgoing.fetch_decisions, name="push-out"),
    path("out/<int:source>/<uuid:pk>/", outgoing.report_decision, name="push-report"),
    path("c/<slug:community>/settings/", include("moderation.web.administration.urls")),
]
