"""Give every member and message its source, and every message its conversation.

Each slice is a transaction of its own and takes only rows that are not filled, so that a migration that was broken off
goes on where it was.
"""

import unicodedata

from django.db import connection, migrations, transaction
from django.db.models import Max, Q

SLICE = 2_000


def fill(apps, schema_editor):
    fill_sources(apps)
    fill_members(apps)
    last = apps.get_model("community", "Message").objects.aggregate(last=Max("pk"))["last"] or 0
    for first in range(0, last, SLICE):
        begin_conversations(first)
    follow_keys()
    for first in range(0, last, SLICE):
        place_messages(first)
    for first in range(0, last, SLICE):
        name_threads(apps, first)


@transaction.atomic
def fill_sources(apps):
    source, channel = apps.get_model("community", "Source"), apps.get_model("community", "Channel")
    for community in apps.get_model("community", "Community").objects.order_by("pk"):
        own = source.objects.filter(community=community).order_by("pk").first()
        own = own or source.objects.create(community=community, name=community.name)
        channel.objects.filter(community=community, source=None).update(source=own)


def fill_members(apps):
    member, source = apps.get_model("community", "Member"), apps.get_model("community", "Source")
    sources = {}
    for pk, community in source.objects.order_by("-pk").values_list("pk", "community"):
        sources[community] = pk
    while some := list(member.objects.filter(source=None).order_by("pk")[:SLICE]):
        with transaction.atomic():
            taken = names_without_id(member, sources, some)
            for each in some:
                fill_member(each, sources[each.community_id], taken)
            member.objects.bulk_update(some, ["source", "external_id", "name_key", "role"], batch_size=200)


def names_without_id(member, sources, some):
    keys = {name_key(each.name) for each in some}
    named = member.objects.filter(external_id="", name_key__in=keys, source__in=sources.values())
    return set(named.values_list("source", "name_key"))


def fill_member(each, source, taken):
    each.source_id, each.name_key = source, name_key(each.name)
    each.role = "staff" if each.is_staff else "member"
    # Where a source gave no id, the name stood in its place.
    if each.external_id == each.name and (source, each.name_key) not in taken:
        each.external_id = ""
        taken.add((source, each.name_key))


def name_key(name):
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()[:255]


def begin_conversations(first):
    """Begin a conversation, under the same key, with each first message of a thread."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO community_conversation (id, channel_id, thread_external_id, is_named_by_root, root_id) "
            "SELECT id, channel_id, '', %s, id FROM community_message WHERE root_id IS NULL AND conversation_id IS NULL "
            "AND id > %s AND id <= %s "
            "AND NOT EXISTS (SELECT 1 FROM community_conversation c WHERE c.id = community_message.id)",
            [False, first, first + SLICE],
        )


def follow_keys():
    """Let the database give keys above those that were given here."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            sequence = "pg_get_serial_sequence('community_conversation', 'id')"
            cursor.execute(f"SELECT setval({sequence}, (SELECT max(id) FROM community_conversation))")


def place_messages(first):
    source = "(SELECT source_id FROM community_channel c WHERE c.id = community_message.channel_id)"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE community_message SET source_id = {source}, conversation_id = COALESCE(root_id, id), "
            "said_staff = CASE WHEN from_staff THEN %s END, "
            # A thread's id was looked for among messages, and is a name of its own now.
            "waiting_for = CASE WHEN parent_external_id = '' THEN '' ELSE waiting_for END "
            "WHERE conversation_id IS NULL AND id > %s AND id <= %s",
            [True, first, first + SLICE],
        )


def name_threads(apps, first):
    """Give each conversation the thread's id that its messages have, where it is one."""
    message, conversation = apps.get_model("community", "Message"), apps.get_model("community", "Conversation")
    span = Q(conversation__gt=first, conversation__lte=first + SLICE, conversation__thread_external_id="")
    with transaction.atomic():
        threads = {}
        said = message.objects.filter(span).exclude(thread_external_id="").order_by("conversation", "pk")
        columns = ("conversation", "conversation__channel", "channel", "thread_external_id")
        for pk, own, channel, thread in said.values_list(*columns):
            if own == channel:
                threads.setdefault(pk, (channel, set()))[1].add(thread)
        for pk, (channel, names) in threads.items():
            if len(names) == 1:
                name_thread(message, conversation, pk, channel, names.pop())


def name_thread(message, conversation, pk, channel, thread):
    there = conversation.objects.filter(channel=channel, thread_external_id=thread).first()
    if there is None:
        conversation.objects.filter(pk=pk).update(thread_external_id=thread)
        message.objects.filter(begins=pk, thread_external_id="").update(thread_external_id=thread)
    elif not message.objects.filter(conversation=pk).exclude(channel=channel, thread_external_id=thread).exists():
        # Parts of a thread whose first message never came.
        message.objects.filter(conversation=pk).update(conversation=there.pk)
        conversation.objects.filter(pk=pk).delete()


class Migration(migrations.Migration):
    # Each slice commits by itself.
    atomic = False

    dependencies = [("community", "0008_people_belong_to_a_source")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
