"""Files that managers upload, and how far their import is."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from community.models import Channel, Community, ImportRun
from moderation.access import Right
from moderation.models.leases import Leased, LeasedQuerySet
from moderation.models.people import User, communities_where


class UploadQuerySet(LeasedQuerySet["Upload"]):
    def visible_to(self, user: User) -> "UploadQuerySet":
        return self.filter(community__in=communities_where(user, Right.IMPORT))

    def unfinished(self) -> "UploadQuerySet":
        return self.filter(state__in=Upload.WORK)

    def group_of(self, upload: "Upload") -> "UploadQuerySet":
        """Return the imports of one file into several channels, of which this is one."""
        group = upload.found.get("group")
        same = self.filter(community=upload.community, content_hash=upload.content_hash, found__group=group)
        return same.select_related("channel", "run").defer("look").order_by("pk") if group else self.none()


class Upload(Leased):
    """An uploaded file and the work on it.

    The row itself is the job, as with assessments, and its lease is moved on with every batch. `bytes_read` of `size`
    is its progress. `counts` and `reasons` are what the dry run counted, and `look` is the preview of its beginning.
    """

    class State(models.TextChoices):
        MAPPING = "mapping", "Waiting for the mapping"
        CHECKING = "checking", "Dry run"
        CHECKED = "checked", "Checked"
        IMPORTING = "importing", "Importing"
        FINISHED = "finished", "Finished"
        CANCELLED = "cancelled", "Cancelled"
        FAILED = "failed", "Failed"

    WORK = (State.CHECKING, State.IMPORTING)

    community = models.ForeignKey(Community, models.CASCADE, related_name="uploads", db_index=False)
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="uploads")
    by = models.ForeignKey(User, models.PROTECT, related_name="uploads")
    name = models.CharField(max_length=255)
    path = models.CharField(max_length=255, help_text="Below PARLEY_VAR; blank when the file is gone.", blank=True)
    size = models.PositiveBigIntegerField()
    content_hash = models.CharField(max_length=64)
    form = models.CharField(max_length=10, default="auto")
    encoding = models.CharField(max_length=20, blank=True)
    time_zone = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict, help_text="Field: column, where it is not the usual one.")
    is_history = models.BooleanField(default=False)
    reading = models.JSONField(default=dict, help_text="What else was said of how the file is read, by its name.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.MAPPING)
    made_at = models.DateTimeField(default=timezone.now)
    bytes_read = models.PositiveBigIntegerField(default=0)
    counts = models.JSONField(default=dict)
    reasons = models.JSONField(default=list)
    look = models.JSONField(default=dict, help_text="Empty until somebody looks at it as it is read now.")
    found = models.JSONField(default=dict, help_text="The notes of the dry run, and what stops the import.")
    run = models.ForeignKey(ImportRun, models.SET_NULL, null=True, related_name="uploads")
    finished_at = models.DateTimeField(null=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        indexes = [
            # import: the newest first
            models.Index(fields=["community", "-id"], name="uploads_newest_first"),
            # sweep and workers: what is to be gone on with?
            models.Index(
                fields=["due_at"], condition=Q(state__in=["checking", "importing"]), name="uploads_to_work_on"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TakeBackQuerySet(LeasedQuerySet["TakeBack"]):
    def unfinished(self) -> "TakeBackQuerySet":
        return self.filter(state=TakeBack.State.TAKING)


class TakeBack(Leased):
    """An import that is taken back, and how far that is.

    The row itself is the job. Messages are gone through from the newest key down, and `at` is the last one.
    """

    class State(models.TextChoices):
        TAKING = "taking", "Being taken back"
        FINISHED = "finished", "Taken back"
        FAILED = "failed", "Failed"

    run = models.OneToOneField(ImportRun, models.CASCADE, related_name="take_back")
    # Empty for whoever runs the server.
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State.choices, default=State.TAKING)
    at = models.PositiveBigIntegerField(null=True)
    removed = models.PositiveBigIntegerField(default=0)
    put_back = models.PositiveBigIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    objects = TakeBackQuerySet.as_manager()

    class Meta:
        indexes = [
            # sweep and workers: what is to be gone on with?
            models.Index(fields=["due_at"], condition=Q(state="taking"), name="take_backs_to_work_on")
        ]

    def __str__(self) -> str:
        return f"taking back of import {self.run_id}"
