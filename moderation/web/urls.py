"""The desk's own addresses."""

from django.urls import include, path

from moderation.web import uploads
from moderation.web.cases import views as cases
from moderation.web.communities import home
from moderation.web.escalations import views as escalations
from moderation.web.guidelines import views as guidelines
from moderation.web.health import views as health
from moderation.web.outbox import todo
from moderation.web.people import invitation_link, invitations
from moderation.web.queue import views as queue
from moderation.web.work import probes

urlpatterns = [
    path("c/<slug:community>/cases/<int:pk>/", cases.case, name="case"),
    path("c/<slug:community>/cases/<int:pk>/claim/", cases.claim, name="case-claim"),
    path("c/<slug:community>/cases/<int:pk>/release/", cases.release, name="case-release"),
    path("c/<slug:community>/cases/<int:pk>/decide/", cases.decide, name="case-decide"),
    path("c/<slug:community>/cases/<int:pk>/reply/", cases.reply, name="case-reply"),
    path("c/<slug:community>/cases/<int:pk>/note/", cases.note, name="case-note"),
    path("c/<slug:community>/cases/<int:pk>/close/", cases.close, name="case-close"),
    path("c/<slug:community>/cases/<int:pk>/reopen/", cases.reopen, name="case-reopen"),
    path("c/<slug:community>/cases/<int:pk>/undo/", cases.undo, name="case-undo"),
    path("c/<slug:community>/cases/<int:pk>/escalate/", cases.escalate, name="case-escalate"),
    path("c/<slug:community>/escalations/", escalations.escalations, name="escalations"),
    path(
        "c/<slug:community>/escalations/<int:pk>/acknowledge/",
        escalations.acknowledge,
        name="escalation-acknowledge",
    ),
    path("c/<slug:community>/escalations/<int:pk>/answer/", escalations.answer, name="escalation-answer"),
    path("c/<slug:community>/escalations/<int:pk>/hand-on/", escalations.hand_on, name="escalation-hand-on"),
    path("c/<slug:community>/escalations/<int:pk>/close/", escalations.close, name="escalation-close"),
    path("c/<slug:community>/to-do/", todo.to_do, name="to-do"),
    path("c/<slug:community>/to-do/<int:pk>/done/", todo.done, name="to-do-done"),
    path("c/<slug:community>/to-do.csv", todo.to_do_csv, name="to-do-csv"),
    path("c/<slug:community>/health/", health.health, name="health"),
    path("c/<slug:community>/health.csv", health.health_csv, name="health-csv"),
    path("", home.home, name="home"),
    path("healthz", probes.healthz, name="healthz"),
    path("readyz", probes.readyz, name="readyz"),
    path("metrics", probes.metrics, name="metrics"),
    path("c/<slug:community>/queue/", queue.queue, name="queue"),
    path("c/<slug:community>/queue/new/", queue.queue_new, name="queue-new"),
    path("c/<slug:community>/imports/", uploads.imports, name="imports"),
    path("c/<slug:community>/imports/<int:pk>/", uploads.upload, name="import"),
    path("c/<slug:community>/imports/<int:pk>/mapping/", uploads.mapping, name="import-mapping"),
    path("c/<slug:community>/imports/<int:pk>/check/", uploads.check, name="import-check"),
    path("c/<slug:community>/imports/<int:pk>/start/", uploads.start, name="import-start"),
    path("c/<slug:community>/imports/<int:pk>/cancel/", uploads.cancel, name="import-cancel"),
    path("c/<slug:community>/imports/<int:pk>/resume/", uploads.resume, name="import-resume"),
    path("c/<slug:community>/imports/<int:pk>/rejects.csv", uploads.rejects, name="import-rejects"),
    path("c/<slug:community>/imports/runs/<int:pk>/rejects.csv", uploads.run_rejects, name="import-run-rejects"),
    path("c/<slug:community>/imports/<int:pk>/progress/", uploads.progress, name="import-progress"),
    path("c/<slug:community>/guidelines/", guidelines.guidelines, name="guidelines"),
    path("c/<slug:community>/guidelines/new/", guidelines.guideline_new, name="guideline-new"),
    path("c/<slug:community>/guidelines/<slug:guideline>/", guidelines.guideline, name="guideline"),
    path("invitation/<str:token>/", invitation_link.invitation, name="invitation"),
    path("invitation/<int:pk>/accept/", invitations.accept, name="invitation-accept"),
    path("c/<slug:community>/settings/", include("moderation.web.administration.urls")),
]
