"""Exports of chats and help desks, in invented words, and what becomes of them."""

import io
import json
import zipfile

from tests.community.files.exports import DAY, lines, table

UNIX = 1794298000


def zipped(files: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def discord(channel: dict[str, str], *messages: dict[str, object]) -> str:
    made = [{"type": "Default", "timestamp": DAY, "content": "Hi",
             "author": {"id": "m1", "name": "moira", "isBot": False}} | each for each in messages]  # fmt: skip
    return json.dumps({"guild": {"id": "77", "name": "Tarn"}, "channel": channel, "messages": made})


def chats(*lists: tuple[dict[str, object], list[dict[str, object]]]) -> str:
    made = [{**chat, "messages": [{"type": "message", "date_unixtime": str(UNIX), "text": "Hi"} | each
                                  for each in messages]} for chat, messages in lists]  # fmt: skip
    return json.dumps(
        {"about": "Here is", "personal_information": {"user_id": 1}, "chats": {"about": "", "list": made}}
    )


CASES: list[tuple[str, str | bytes, str, list[dict[str, object] | str]]] = [
    (
        "discord",
        discord(
            {"id": "5", "type": "DirectTextChat", "name": "moira"},
            {"id": "d1", "content": "", "stickers": [{"id": "s", "name": "wave", "sourceUrl": "https://pic.example/s"}]},
            {"id": "d2", "type": "20", "author": {"id": "b", "name": "b", "isBot": True}},
            {"id": "d3", "type": "21", "content": ""},
        ),
        "discord:77",
        [
            {"kind": "direct", "thread_external_id": "5", "thread_is_root": False, "channel": "moira", "text": "",
             "attachments": ("https://pic.example/s",)},
            {"automated": True, "kind": "direct"},
            "a service record: 21",
        ],
    ),
    (
        "discord-api",
        json.dumps([
            {"id": "1", "type": 0, "channel_id": "4", "content": "Read", "timestamp": DAY, "author": {"id": "m1",
             "username": "moira", "global_name": "Moira B"}, "message_reference": {"type": 1, "message_id": "9"}},
            {"id": "2", "type": 19, "channel_id": "4", "content": "Yes",
             "timestamp": "2026-11-10T08:00:00.123000+00:00",
             "author": {"id": "m2", "username": "hook"}, "webhook_id": "8", "message_reference": {"message_id": "1"},
             "reactions": [{"emoji": {"name": "x"}, "count": 4}]},
            {"id": "3", "type": 0, "flags": 2, "channel_id": "4", "content": "News", "timestamp": DAY,
             "author": {"id": "m3", "username": "m3"}, "message_reference": {"message_id": "7", "channel_id": "1"}},
        ]),
        "",
        [
            {"author_name": "Moira B", "parent_external_id": ""},
            {"automated": True, "parent_external_id": "1", "kind": "reply", "reactions": 4},
            {"parent_external_id": "", "automated": False},
        ],
    ),
    (
        "discord-csv",
        table("AuthorID,Author,Date,Content,Attachments,Reactions",
              '"m1","moira","2026-11-10T09:00:00.1234567+01:00","Tent?","https://pic.example/1,https://pic.example/2",""'),
        "",
        [{"text": "Tent?", "attachments": ("https://pic.example/1", "https://pic.example/2")}],
    ),
    (
        "discord-package",
        zipped({
            "account/user.json": json.dumps({"id": "m1", "username": "moira"}),
            "messages/c4/channel.json": json.dumps({"id": "4", "type": 0}),
            "messages/c4/messages.json": json.dumps([{"ID": 1, "Timestamp": "2026-11-10 08:00:00", "Contents": "Hi",
                                                      "Attachments": ""}]),
            "messages/c5/messages.json": json.dumps([{"ID": 2, "Timestamp": "2026-11-10 08:00:00", "Contents": "",
                                                      "Attachments": "https://pic.example/1"}]),
        }),
        "",
        [
            {"external_id": "1", "author_id": "m1", "author_name": "moira", "channel": "c4"},
            {"external_id": "2", "channel": "c5", "attachments": ("https://pic.example/1",)},
        ],
    ),
    (
        "discord-package",
        table("ID,Timestamp,Contents,Attachments", "1,2026-11-10 08:00:00.123000+00:00,Hi,"),
        "",
        [{"external_id": "1", "text": "Hi", "author_id": ""}],
    ),
    (
        "slack",
        zipped({
            "users.json": json.dumps([{"id": "U1", "name": "moira", "real_name": "Moira B", "is_bot": False}]),
            "channels.json": json.dumps([{"id": "C1", "name": "help"}]),
            "D0123456789/2026-11-10.json": json.dumps([{"type": "message", "user": "U1", "text": "Psst",
                                                        "ts": "1794298003.000100"}]),
            "help/2026-11-10.json": json.dumps([
                {"type": "message", "user": "U1", "text": "Hi", "ts": "1794298000.000100"},
                {"type": "message", "subtype": "tombstone", "user": "USLACKBOT", "hidden": True,
                 "text": "This message was deleted.", "ts": "1794298001.000100", "thread_ts": "1794298001.000100"},
                {"type": "message", "user": "U1", "text": "This message was deleted.", "ts": "1794298002.000100",
                 "bot_id": "B1"},
            ]),
        }),
        "",
        [
            {"kind": "direct", "thread_external_id": "D0123456789", "thread_is_root": False, "author_name": "Moira B"},
            {"author_name": "Moira B", "channel": "help", "kind": "comment"},
            {"deleted": True, "text": "", "author_id": ""},
            {"deleted": False, "text": "This message was deleted.", "automated": True},
        ],
    ),
    (
        "slack",
        json.dumps({"ok": True, "messages": [{"type": "message", "user": "U1", "text": "Hi", "ts": "1794298000.000100",
                                              "files": [{"url_private": "https://files.example/1"}]}]}),
        "",
        [{"external_id": "1794298000.000100", "attachments": ("https://files.example/1",)}],
    ),
    (
        "telegram",
        chats(
            ({"name": "Moira", "type": "personal_chat", "id": 7}, [{"id": 1, "from": "Moira", "from_id": "user7"}]),
            ({"name": "Tarn", "type": "public_supergroup", "id": 55}, [
                {"id": 1, "from": "Moira", "from_id": "user7"},
                {"id": 2, "from": "Deleted Account", "from_id": "user8", "reply_to_message_id": 1},
                {"id": 3, "from": "Ana", "from_id": "user9", "text": "", "photo": "(File not included.)"},
            ]),
        ),
        "telegram:account:1",
        [
            {"external_id": "7:1", "kind": "direct", "thread_external_id": "7", "channel": "Moira"},
            {"external_id": "55:1", "kind": "comment", "thread_external_id": "", "channel": "Tarn"},
            {"author_id": "", "author_name": "", "deleted": False, "text": "Hi", "parent_external_id": "55:1",
             "kind": "reply"},
            {"text": "", "attachments": ()},
        ],
    ),
    (
        "meta-messages",
        json.dumps({
            "participants": [{"name": "Moira"}, {"name": "Tarn"}],
            "messages": [
                {"sender_name": "Moira B\u00c3\u00a9", "timestamp_ms": UNIX * 1000,
                 "content": "Caf\u00c3\u00a9 \u00f0\u009f\u0098\u0080?",
                 "type": "Generic", "reactions": [{"reaction": "x", "actor": "Tarn"}]},
                {"sender_name": "Tarn", "timestamp_ms": UNIX * 1000 + 1, "photos": [{"uri": "photos/1.jpg"}],
                 "share": {"link": "https://tarn.example/"}},
                {"sender_name": "Moira", "timestamp_ms": UNIX * 1000 + 2, "is_unsent": True},
                {"sender_name": "Moira", "timestamp_ms": UNIX * 1000 + 3, "type": "Call", "call_duration": 3},
            ],
            "title": "Moira", "thread_path": "inbox/moira_123",
        }),
        "",
        [
            {"text": "Café 😀?", "author_name": "Moira Bé", "kind": "direct", "thread_external_id": "moira_123",
             "reactions": 1, "channel": "Moira"},
            {"text": "", "attachments": ("https://tarn.example/",)},
            {"deleted": True},
            "a service record: call",
        ],
    ),
    (
        "meta-messages",
        zipped({
            f"messages/inbox/{who}/message_1.json": json.dumps({"messages": [
                {"sender_name": who, "timestamp_ms": UNIX * 1000, "content": "Hi"}]}) for who in ("moira_1", "otto_2")
        }),
        "",
        [{"thread_external_id": "moira_1"}, {"thread_external_id": "otto_2", "author_name": "otto_2"}],
    ),
    (
        "facebook-messages",
        json.dumps({"data": [{"id": "t_1", "messages": {"data": [
            {"id": "m1", "message": "Psst", "created_time": "2026-11-10T08:00:00+0000",
             "from": {"name": "Moira", "id": "7"},
             "to": {"data": [{"name": "Tarn", "id": "10"}]}}]}}]}),
        "",
        [{"kind": "direct", "thread_external_id": "t_1", "recipient_id": "10", "author_id": "7"}],
    ),
    (
        "chatwoot",
        lines(
            {"event": "message_created", "id": 1, "content": "Zip?", "message_type": "incoming", "created_at": DAY,
             "private": False, "sender": {"id": 2, "name": "Moira"}, "conversation": {"id": 3}, "account": {"id": 6}},
            {"event": "message_updated", "id": 2, "content": "This message was deleted", "message_type": "outgoing",
             "created_at": DAY, "private": False, "sender": {"id": 2, "name": "Ana", "type": "user"},
             "content_attributes": {"deleted": True, "in_reply_to": 1}, "conversation": {"id": 3}},
        ),
        "chatwoot:6",
        [
            {"author_id": "2", "from_staff": False, "thread_external_id": "3"},
            {"author_id": "user-2", "from_staff": True, "deleted": True, "text": "", "parent_external_id": "1"},
        ],
    ),
    (
        "zendesk-export",
        lines({"id": 9, "subject": "Zip", "description": "Broke", "requester_id": 4, "created_at": DAY,
               "email_cc_ids": [5], "comments": [
                   {"id": 1, "author_id": 4, "public": True, "body": "Broke", "created_at": DAY},
                   {"id": 2, "author_id": 8, "public": False, "body": "Rude", "created_at": DAY},
                   {"id": 3, "author_id": 8, "public": True, "body": "Sorry", "created_at": DAY},
                   {"id": 4, "author_id": 5, "public": True, "body": "Me too", "created_at": DAY}]}),
        "",
        [
            {"title": "Zip", "from_staff": False, "thread_external_id": "9", "kind": "direct", "internal": False},
            {"title": "", "from_staff": True, "internal": True},
            {"from_staff": True, "internal": False},
            {"from_staff": False, "thread_external_id": "9"},
        ],
    ),
    (
        "zendesk-export",
        json.dumps({"tickets": [{"id": 9, "subject": "Zip", "requester_id": 4, "comments": [
            {"id": 1, "author_id": 4, "public": True, "body": "Broke", "created_at": DAY}]}]}, indent=1),
        "",
        [{"external_id": "1", "thread_external_id": "9", "title": "Zip"}],
    ),
    (
        "zendesk-export",
        json.dumps({"tickets": [{"id": 9, "subject": "Zip", "description": "Broke", "requester_id": 4,
                                 "created_at": DAY}]}),
        "",
        [{"external_id": "9", "text": "Broke", "author_id": "4", "from_staff": False, "kind": "direct"}],
    ),
    (
        "zendesk",
        json.dumps({"comments": [{"id": 1, "author_id": 4, "public": True, "plain_body": "Hi", "created_at": DAY},
                                 {"id": 2, "author_id": 5, "public": True, "plain_body": "Hm", "created_at": DAY}],
                    "users": [{"id": 4, "name": "Ana", "role": "agent"},
                              {"id": 5, "name": "Moira", "role": "end-user"}]}),
        "",
        [{"from_staff": True, "author_name": "Ana"}, {"from_staff": False, "author_name": "Moira"}],
    ),
    (
        "zendesk-tickets",
        table("Id,Subject,Requester,Requested,Status,Assignee", f"9,Zip,Moira,{DAY},Open,Ana"),
        "",
        [{"kind": "direct", "title": "Zip", "author_name": "Moira"}],
    ),
    (
        "intercom",
        json.dumps({"type": "conversation", "id": "c9", "created_at": UNIX, "title": None, "source": {"id": "s1",
                    "body": "<p>Zip?</p>", "author": {"type": "lead", "id": "u1",
                              "name": None, "email": "m@b.example"}},
                    "conversation_parts": {"type": "conversation_part.list", "total_count": 2, "conversation_parts": [
                        {"id": "2", "part_type": "comment", "body": "<p>Soon</p>", "created_at": UNIX,
                          "redacted": False,
                         "author": {"type": "admin", "id": "a1"}},
                        {"id": "3", "part_type": "comment", "body": "<i>deleted</i>", "created_at": UNIX,
                         "redacted": True, "author": {"type": "user", "id": "u1"}}]}}, indent=1),
        "",
        [
            {"external_id": "s1", "author_name": "m@b.example", "thread_external_id": "c9"},
            {"from_staff": True, "thread_external_id": "c9", "deleted": False},
            {"deleted": True, "removed_by_others": True, "text": ""},
        ],
    ),
    (
        "zammad",
        json.dumps([
            {"id": 1, "ticket_id": 5, "from": "Moira <moira@b.example>", "body": "I am away.", "internal": False,
             "sender_id": 2, "created_at": DAY, "preferences": {"is-auto-response": True}},
            {"id": 2, "ticket_id": 5, "from": "Ana Desk", "body": "Rude.", "internal": True, "sender_id": 1,
             "created_by_id": 3, "created_at": DAY},
        ]),
        "",
        [{"automated": True, "from_staff": False}, {"from_staff": True, "internal": True, "author_id": "3"}],
    ),
]  # fmt: skip
