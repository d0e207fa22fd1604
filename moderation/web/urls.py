"""The desk's own addresses."""

from django.urls import path

from moderation.web import case, guidelines, home, probes, queue, todo

urlpatterns = [
    path("c/<slug:community>/cases/<int:pk>/", case.case, name="case"),
    path("c/<slug:community>/cases/<int:pk>/claim/", case.claim, name="case-claim"),
    path("c/<slug:community>/cases/<int:pk>/release/", case.release, name="case-release"),
    path("c/<slug:community>/cases/<int:pk>/decide/", case.decide, name="case-decide"),
    path("c/<slug:community>/cases/<int:pk>/reply/", case.reply, name="case-reply"),
    path("c/<slug:community>/cases/<int:pk>/note/", case.note, name="case-note"),
    path("c/<slug:community>/cases/<int:pk>/close/", case.close, name="case-close"),
    path("c/<slug:community>/cases/<int:pk>/reopen/", case.reopen, name="case-reopen"),
    path("c/<slug:community>/cases/<int:pk>/undo/", case.undo, name="case-undo"),
    path("c/<slug:community>/to-do/", todo.to_do, name="to-do"),
    path("c/<slug:community>/to-do/<int:pk>/done/", todo.done, name="to-do-done"),
    path("c/<slug:community>/to-do.csv", todo.to_do_csv, name="to-do-csv"),
    path("", home.home, name="home"),
    path("healthz", probes.healthz, name="healthz"),
    path("readyz", probes.readyz, name="readyz"),
    path("metrics", probes.metrics, name="metrics"),
    path("c/<slug:community>/queue/", queue.queue, name="queue"),
    path("c/<slug:community>/queue/new/", queue.queue_new, name="queue-new"),
    path("c/<slug:community>/guidelines/", guidelines.guidelines, name="guidelines"),
    path("c/<slug:community>/guidelines/new/", guidelines.guideline_new, name="guideline-new"),
    path("c/<slug:community>/guidelines/<slug:guideline>/", guidelines.guideline, name="guideline"),
]
