"""Tables of conversations, messages and their earlier texts."""

from django.db import models
from django.db.models import F, Q

from community.models.people import Member
from community.models.places import Channel, Community, Source
from community.models.runs import ImportRun
from community.records import ID_LIMIT, TITLE_LIMIT


class Conversation(models.Model):
    """Messages that belong together in a channel.

    Known by the thread's id in the source, by the other party of direct messages, or by its replies. `root` is the
    first message.
    """

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="conversations", db_index=False)
    thread_external_id = models.CharField(max_length=ID_LIMIT, blank=True)
    # The thread's id is that of its first message.
    is_named_by_root = models.BooleanField(default=False)
    member = models.ForeignKey(Member, models.CASCADE, null=True, related_name="conversations", db_index=False)
    root = models.ForeignKey("Message", models.SET_NULL, null=True, related_name="begins", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "thread_external_id"],
                condition=~Q(thread_external_id=""),
                name="one_conversation_per_thread_id",
            ),
            models.UniqueConstraint(
                fields=["channel", "member"], condition=Q(member__isnull=False), name="one_direct_conversation_a_member"
            ),
            models.UniqueConstraint(
                fields=["root"], condition=Q(root__isnull=False), name="one_conversation_begins_with_a_message"
            ),
        ]

    def __str__(self) -> str:
        return self.thread_external_id or f"conversation {self.pk}"


# In place of a message's digest, once its text was taken out.
EMPTIED = "emptied"


class MessageQuerySet(models.QuerySet["Message"]):
    def public(self) -> "MessageQuerySet":
        """Return what anybody could read on the platform."""
        return self.filter(channel__is_private=False, internal=False).exclude(kind=Message.Kind.DIRECT)

    def people(self) -> "MessageQuerySet":
        """Return what people said to each other, without machines and notes among staff."""
        return self.filter(automated=False, internal=False)

    def answers(self) -> "MessageQuerySet":
        """Return what may answer somebody."""
        return self.people().filter(from_staff=True)


class Message(models.Model):
    """One message of a member or of staff.

    `revision` rises when the text or the title changes. `source` repeats the channel's, for indexes. `waiting_for` is
    the external id of a parent that has not arrived, or only in another channel of the source. `digest` covers
    everything that the source said, so an unchanged record costs no write.
    """

    class Kind(models.TextChoices):
        POST = "post", "Post"
        COMMENT = "comment", "Comment"
        REPLY = "reply", "Reply"
        REVIEW = "review", "Review"
        DIRECT = "direct", "Direct message"

    community = models.ForeignKey(Community, models.CASCADE, related_name="messages", db_index=False)
    source = models.ForeignKey(Source, models.CASCADE, related_name="messages", db_index=False)
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="messages", db_index=False)
    conversation = models.ForeignKey(Conversation, models.RESTRICT, related_name="messages", db_index=False)
    external_id = models.CharField(max_length=ID_LIMIT)
    author = models.ForeignKey(Member, models.PROTECT, null=True, related_name="messages", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.COMMENT)
    title = models.CharField(max_length=TITLE_LIMIT, blank=True)
    text = models.TextField(blank=True)
    # The name of an author whom the source gives no identity.
    guest_name = models.CharField(max_length=ID_LIMIT, blank=True)
    from_staff = models.BooleanField(default=False)
    automated = models.BooleanField(default=False)
    # What the source said of the two, and empty where the author's role decided.
    said_staff = models.BooleanField(null=True)
    said_automated = models.BooleanField(null=True)
    # A note among staff.
    internal = models.BooleanField(default=False)
    posted_at = models.DateTimeField()
    received_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    removed_by_others = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    parent = models.ForeignKey("self", models.SET_NULL, null=True, related_name="replies")
    parent_external_id = models.CharField(max_length=ID_LIMIT, blank=True)
    thread_external_id = models.CharField(max_length=ID_LIMIT, blank=True)
    waiting_for = models.CharField(max_length=ID_LIMIT, blank=True)
    # From 1 to 5, where 5 is best.
    rating = models.FloatField(null=True)
    reactions = models.IntegerField(null=True)
    reports = models.PositiveIntegerField(null=True)
    views = models.PositiveBigIntegerField(null=True)
    url = models.CharField(max_length=2000, blank=True)
    language = models.CharField(max_length=16, blank=True)
    tags = models.JSONField(default=list, blank=True)
    attachments = models.JSONField(default=list, blank=True)
    # EMPTIED where nothing of it is left, and where the source can say nothing more.
    digest = models.CharField(max_length=32)
    run = models.ForeignKey(ImportRun, models.SET_NULL, null=True, related_name="messages")

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "external_id"], name="one_message_per_id_and_channel")
        ]
        indexes = [
            # ingest: a parent is looked for in the whole source
            models.Index(fields=["source", "external_id"], name="message_by_id_in_source"),
            # ingest: who waits for the message that just came?
            models.Index(fields=["source", "waiting_for"], condition=~Q(waiting_for=""), name="orphans_by_parent_id"),
            # ingest: does a direct thread hold more than one message?
            models.Index(
                fields=["channel", "thread_external_id"],
                condition=Q(kind="direct") & ~Q(thread_external_id=""),
                name="messages_of_direct_threads",
            ),
            # case: the conversation, in order
            models.Index(fields=["conversation", "posted_at"], name="messages_in_order"),
            # rollups: what was posted in a channel on one day
            models.Index(fields=["channel", "posted_at"], name="messages_by_day"),
            # pipeline and sweep: was this conversation answered by staff?
            models.Index(
                fields=["conversation", "posted_at"], condition=Q(from_staff=True), name="staff_in_conversations"
            ),
            # case: the author's history, newest first
            models.Index(F("author"), F("posted_at").desc(), name="author_history"),
        ]

    def __str__(self) -> str:
        return f"{self.external_id} in {self.channel}"

    @property
    def is_emptied(self) -> bool:
        return self.digest == EMPTIED

    @property
    def author_shown(self) -> str:
        """The author's name, or the one that the source gave without an identity."""
        return str(self.author) if self.author else self.guest_name or "unknown author"


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
