"""Tables of communities, channels, members, messages and how they came in."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from community.records import ID_LIMIT, TITLE_LIMIT
from community.zones import is_time_zone


def must_be_a_time_zone(name: str) -> None:
    if not is_time_zone(name):
        raise ValidationError(f"{name} is not a time zone name such as Europe/London.")


class Community(models.Model):
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    time_zone = models.CharField(max_length=64, default="UTC", validators=[must_be_a_time_zone])
    languages = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name_plural = "communities"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Feed(models.Model):
    """A source that is read by itself. `cursor` is the number of the next thing to read; a file has no feed."""

    class Kind(models.TextChoices):
        STUB = "stub", "Stub feed"

    community = models.ForeignKey(Community, models.CASCADE, related_name="feeds", db_index=False)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.STUB)
    is_on = models.BooleanField(default=True)
    seed = models.PositiveIntegerField(default=1)
    a_minute = models.PositiveIntegerField("messages a minute", default=12)
    cursor = models.PositiveBigIntegerField(default=0)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "kind"], name="one_feed_of_a_kind_per_community")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.community}"


class Channel(models.Model):
    """A place where people write.

    Without a feed its decisions are carried out by hand ("to do on the platform").
    """

    community = models.ForeignKey(Community, models.CASCADE, related_name="channels", db_index=False)
    feed = models.ForeignKey(Feed, models.SET_NULL, null=True, blank=True, related_name="channels")
    slug = models.SlugField(max_length=80, allow_unicode=True)
    name = models.CharField(max_length=120)
    is_private = models.BooleanField(default=False)
    is_answered = models.BooleanField("we answer questions here", default=False)
    language = models.CharField(max_length=8, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=["community", "slug"], name="one_channel_per_slug_and_community")]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A person on a platform, or one of the brand's own accounts."""

    community = models.ForeignKey(Community, models.CASCADE, related_name="members", db_index=False)
    external_id = models.CharField(max_length=ID_LIMIT)
    name = models.CharField(max_length=ID_LIMIT, blank=True)
    is_staff = models.BooleanField(default=False)
    first_seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "external_id"], name="one_member_per_id_and_community")
        ]

    def __str__(self) -> str:
        return self.name or self.external_id


class ImportRun(models.Model):
    """One reading of one file into one channel.

    Its counts and position change in the transaction that stores a batch. `community` repeats the channel's, so that an
    index holds a community's runs in order.
    """

    class State(models.TextChoices):
        RUNNING = "running", "Running"
        FINISHED = "finished", "Finished"

    community = models.ForeignKey(Community, models.CASCADE, related_name="runs", db_index=False)
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="runs", db_index=False)
    source = models.CharField(max_length=500)
    content_hash = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the bytes; blank for a stream.")
    options = models.JSONField(default=dict)
    is_history = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    read = models.PositiveBigIntegerField(default=0)
    created = models.PositiveBigIntegerField(default=0)
    updated = models.PositiveBigIntegerField(default=0)
    unchanged = models.PositiveBigIntegerField(default=0)
    duplicate = models.PositiveBigIntegerField(default=0)
    rejected = models.PositiveBigIntegerField(default=0)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            # import: is there a run of these bytes into this channel to go on with?
            models.Index(fields=["channel", "content_hash", "state"], name="runs_of_the_same_bytes"),
            # import: the newest first
            models.Index(fields=["community", "-id"], name="runs_newest_first"),
        ]

    def __str__(self) -> str:
        return f"Import {self.pk} of {self.source}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.community_id = self.channel.community_id
        super().save(*args, **kwargs)


class ImportReject(models.Model):
    """A record that was not stored.

    `raw` holds its original bytes up to 64 KiB. `length` and `sha256` describe all of them.
    """

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rejects", db_index=False)
    line = models.PositiveBigIntegerField()
    reason = models.TextField()
    raw = models.BinaryField()
    length = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ("run", "line", "pk")
        indexes = [models.Index(fields=["run", "line"], name="rejects_of_a_run")]

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


class Message(models.Model):
    """One message of a member or of staff.

    `revision` rises when the text or the title changes. `root` is the first message of the thread, and empty on that
    first message itself, so that a batch is stored in one write. `waiting_for` is the external id of a parent that has
    not arrived, or only in another channel of the community. `digest` covers everything that the source said, so an
    unchanged record costs no write.
    """

    class Kind(models.TextChoices):
        POST = "post", "Post"
        COMMENT = "comment", "Comment"
        REPLY = "reply", "Reply"
        REVIEW = "review", "Review"
        DIRECT = "direct", "Direct message"

    community = models.ForeignKey(Community, models.CASCADE, related_name="messages", db_index=False)
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="messages", db_index=False)
    external_id = models.CharField(max_length=ID_LIMIT)
    author = models.ForeignKey(Member, models.PROTECT, null=True, related_name="messages", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.COMMENT)
    title = models.CharField(max_length=TITLE_LIMIT, blank=True)
    text = models.TextField(blank=True)
    from_staff = models.BooleanField(default=False)
    posted_at = models.DateTimeField()
    received_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)
    parent = models.ForeignKey("self", models.SET_NULL, null=True, related_name="replies")
    root = models.ForeignKey("self", models.SET_NULL, null=True, related_name="thread", db_index=False)
    parent_external_id = models.CharField(max_length=ID_LIMIT, blank=True)
    thread_external_id = models.CharField(max_length=ID_LIMIT, blank=True)
    waiting_for = models.CharField(max_length=ID_LIMIT, blank=True)
    reactions = models.IntegerField(null=True)
    reports = models.PositiveIntegerField(null=True)
    views = models.PositiveBigIntegerField(null=True)
    url = models.CharField(max_length=2000, blank=True)
    language = models.CharField(max_length=16, blank=True)
    tags = models.JSONField(default=list, blank=True)
    digest = models.CharField(max_length=32)
    run = models.ForeignKey(ImportRun, models.SET_NULL, null=True, related_name="messages")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "external_id"], name="one_message_per_id_and_channel")
        ]
        indexes = [
            # ingest: a parent is looked for in the whole community
            models.Index(fields=["community", "external_id"], name="message_by_id_in_community"),
            # ingest: who waits for the message that just came?
            models.Index(fields=["community", "waiting_for"], condition=~Q(waiting_for=""), name="orphans_by_parent"),
            # case: the conversation, in order
            models.Index(fields=["root", "posted_at"], name="conversation"),
            # rollups: what was posted in a channel on one day
            models.Index(fields=["channel", "posted_at"], name="messages_by_day"),
            # pipeline and sweep: was this thread answered by staff?
            models.Index(fields=["root", "posted_at"], condition=Q(from_staff=True), name="staff_replies"),
            # case: the author's history, newest first
            models.Index(F("author"), F("posted_at").desc(), name="author_history"),
        ]

    def __str__(self) -> str:
        return f"{self.external_id} in {self.channel}"

    @property
    def thread_id(self) -> int:
        """The key of the thread's first message."""
        return self.root_id or self.pk


class MessageText(models.Model):
    """An earlier text of an edited message.

    An old assessment stays readable beside the text it was made of.
    """

    message = models.ForeignKey(Message, models.CASCADE, related_name="earlier_texts", db_index=False)
    revision = models.PositiveIntegerField()
    title = models.CharField(max_length=TITLE_LIMIT, blank=True)
    text = models.TextField(blank=True)
    replaced_at = models.DateTimeField()

    class Meta:
        ordering = ("message", "revision")
        constraints = [models.UniqueConstraint(fields=["message", "revision"], name="one_text_per_revision")]

    def __str__(self) -> str:
        return f"revision {self.revision} of message {self.message_id}"


class StubAction(models.Model):
    """An action that the stub platform was told to carry out.

    `stable_id` is that of the outbox row, and `played_at` the moment when the platform played it back.
    """

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="actions")
    stable_id = models.UUIDField(unique=True)
    kind = models.CharField(max_length=20)
    channel = models.ForeignKey(Channel, models.CASCADE)
    target_external_id = models.CharField(max_length=ID_LIMIT)
    text = models.TextField(blank=True)
    told_at = models.DateTimeField()
    played_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            # feed: what the platform has still to play back
            models.Index(fields=["feed", "told_at"], condition=Q(played_at=None), name="actions_to_play_back")
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.target_external_id}"
