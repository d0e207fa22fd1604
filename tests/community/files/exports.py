"""Exports of platforms, in invented words, and what becomes of them."""

import json
from typing import Any

DAY = "2026-11-10T08:00:00Z"
# Columns that say the same in every export, so that each case tells only what is its own.
SHOWN = ("external_id", "text")


def lines(*records: object) -> str:
    return "\n".join(map(json.dumps, records))


def table(header: str, *rows: str) -> str:
    return "\n".join([header, *rows]) + "\n"


def slack(ts: str, **more: object) -> dict[str, object]:
    return {"type": "message", "user": "U1", "text": "Hi", "team": "T9", "ts": ts} | more


def comment(number: str, text: str, **more: object) -> dict[str, Any]:
    said = {"textOriginal": text, "authorDisplayName": "Moira", "authorChannelId": {"value": "UC7"}, "likeCount": 2}
    return {"id": number, "snippet": said | {"publishedAt": DAY, "updatedAt": DAY} | more}


# Each is the preset, its content, the server, and of each message some fields. A text is of a record that is none.
CASES: list[tuple[str, str, str, list[dict[str, object] | str]]] = [
    (
        "discord",
        json.dumps(
            {
                "guild": {"id": "77"},
                "channel": {"id": "d1", "type": "GuildPublicThread"},
                "messages": [
                    {"id": "d1", "type": "Default", "timestamp": DAY, "timestampEdited": None, "content": "Tent?",
                     "author": {"id": "m1", "name": "moira", "isBot": False}, "reactions": [{"count": 2}, {"count": 3}],
                     "attachments": [{"url": "https://pic.example/1"}]},
                    {"id": "d2", "type": "ChannelPinnedMessage", "timestamp": DAY, "content": "Pinned a message.",
                     "author": {"id": "m1", "name": "moira", "isBot": False}},
                    {"id": "d3", "type": "Reply", "timestamp": DAY, "content": "Beep",
                     "author": {"id": "b", "name": "b", "isBot": True},
                     "reference": {"messageId": "d1"}},
                ],
            }
        ),
        "discord:77",
        [
            {"external_id": "d1", "reactions": 5, "attachments": ("https://pic.example/1",), "thread_is_root": True},
            "a service record: ChannelPinnedMessage",
            {"automated": True, "parent_external_id": "d1", "thread_external_id": "d1", "kind": "reply"},
        ],
    ),
    (
        "discord-api",
        lines(
            {"id": "1", "type": 0, "guild_id": "77", "channel_id": "4", "content": "Tent?", "timestamp": DAY,
             "author": {"id": "m1", "username": "moira"}},
            {"id": "2", "type": 7, "channel_id": "4", "content": "", "timestamp": DAY, "author": {"id": "m2"}},
        ),
        "discord:77",
        [{"author_name": "moira", "author_id": "m1"}, "a service record: GuildMemberJoin"],
    ),
    (
        "discord-csv",
        table("AuthorID,Author,Date,Content,Attachments,Reactions", f'"m1","moira","{DAY}","Tent?","","👍 (2), x (1)"'),
        "",
        [{"author_id": "m1", "reactions": 3}],
    ),
    (
        "reddit",
        lines(
            {"id": "p1", "author": "moira", "title": "Zip", "selftext": "Broke.", "created_utc": 1794298000, "score": 4,
             "subreddit": "Tarnfell", "permalink": "/r/tarnfell/p1/"},
            {"id": "c1", "author": "ana", "body": "Write us.", "created_utc": 1794298100, "parent_id": "t3_p1",
             "link_id": "t3_p1", "distinguished": "moderator", "edited": False},
            {"id": "c2", "author": "[deleted]", "body": "[removed]", "created_utc": 1794298200, "parent_id": "t1_c1",
             "link_id": "t3_p1"},
            {"id": "c3", "author": "moira", "body": "[deleted]", "created_utc": 1794298300, "link_id": "t3_p1"},
        ),
        "reddit:tarnfell",
        [
            {"kind": "post", "title": "Zip", "url": "https://www.reddit.com/r/tarnfell/p1/", "thread_is_root": True},
            {"from_staff": True, "parent_external_id": "p1", "thread_external_id": "p1", "edited_at": None},
            {"deleted": True, "removed_by_others": True, "author_name": "", "parent_external_id": "c1"},
            {"deleted": False, "text": "[deleted]", "author_name": "moira"},
        ],
    ),
    (
        "reddit",
        json.dumps(
            [
                {"kind": "Listing", "data": {"children": [{"kind": "t3", "data": {"id": "p1", "author": "moira",
                 "selftext": "Broke.", "title": "Zip", "subreddit": "tarnfell", "created_utc": 1794298000.0}}]}},
                {"kind": "Listing", "data": {"children": [{"kind": "t1", "data": {"id": "c1", "author": "ana",
                 "body": "Hi", "link_id": "t3_p1", "parent_id": "t3_p1", "created_utc": 1794298100.0, "replies": {
                     "kind": "Listing", "data": {"children": [{"kind": "t1", "data": {"id": "c2", "author": "moira",
                     "body": "Yes", "link_id": "t3_p1", "parent_id": "t1_c1", "created_utc": 1794298200.0}}]}}}}]}},
            ]
        ),
        "reddit:tarnfell",
        [{"external_id": "p1"}, {"external_id": "c1"}, {"external_id": "c2", "parent_external_id": "c1"}],
    ),
    (
        "chatwoot",
        lines(
            {"id": 1, "content": "Zip?", "message_type": 0, "created_at": 1794298000, "conversation_id": 3,
             "private": False, "sender": {"id": 2, "name": "Moira", "type": "contact"}},
            {"id": 2, "content": "Rude one", "message_type": 1, "created_at": 1794298100, "conversation_id": 3,
             "private": True, "sender": {"id": 2, "name": "Ana", "type": "user"}},
            {"id": 3, "content": "Ana joined", "message_type": 2, "created_at": 1794298200, "conversation_id": 3},
            {"id": 4, "content": "Hello!", "message_type": 3, "created_at": 1794298300, "conversation_id": 3},
        ),
        "",
        [
            {"author_id": "2", "from_staff": False, "kind": "direct", "thread_external_id": "3"},
            {"author_id": "user-2", "from_staff": True, "internal": True},
            "an activity: Ana joined",
            {"automated": True, "from_staff": True},
        ],
    ),
    (
        "zammad",
        lines(
            {"id": 1, "ticket_id": 5, "from": "Moira B <Moira@mail.example>", "body": "Zip?", "internal": False,
             "sender": "Customer", "created_at": DAY},
            {"id": 2, "ticket_id": 5, "from": "Desk", "body": "Rude.", "internal": True, "sender": "Agent",
             "created_at": DAY},
        ),
        "",
        [
            {"author_id": "moira@mail.example", "author_name": "Moira B", "thread_external_id": "5"},
            {"from_staff": True, "internal": True, "author_name": "Desk"},
        ],
    ),
    (
        "telegram",
        json.dumps(
            {
                "name": "Tarnfell", "id": 55, "messages": [
                    {"id": 1, "type": "service", "date_unixtime": "1794298000", "actor": "Moira", "action": "join"},
                    {"id": 2, "type": "message", "date": "2026-11-10T09:00:00", "date_unixtime": "1794298000",
                     "from": "Moira", "from_id": "user7", "text": ["See ", {"type": "bold", "text": "this"}, "."]},
                ],
            }
        ),
        "telegram:55",
        ["a service record: join", {"text": "See this.", "author_id": "user7"}],
    ),
    (
        "intercom",
        json.dumps(
            {"conversations": [{
                "id": "c9", "created_at": 1794298000, "source": {"id": "s1", "body": "<p>Zip?</p>",
                "author": {"type": "user", "id": "u1", "name": "Moira"}}, "conversation_parts": {"conversation_parts": [
                    {"id": "1", "part_type": "assignment", "body": None, "created_at": 1794298100,
                     "author": {"type": "admin", "id": "a1"}},
                    {"id": "2", "part_type": "note", "body": "Rude", "created_at": 1794298200,
                     "author": {"type": "admin", "id": "a1"}},
                ]}}]}
        ),
        "",
        [
            {"external_id": "s1", "thread_external_id": "c9", "from_staff": False},
            "an event: assignment",
            {"internal": True, "from_staff": True, "thread_external_id": "c9"},
        ],
    ),
    (
        "google-play",
        table(
            "Package Name,Reviewer Language,Review Submit Millis Since Epoch,Star Rating,Review Text,"
            "Developer Reply Millis Since Epoch,Developer Reply Text,Review Link",
            "app.tarn,en,1794298000000,2,Slow.,1794298900000,Sorry!,https://play.example/?reviewId=gp:1",
            "app.tarn,en,1794298000000,5,,,,",
        ),
        "google-play:app.tarn",
        [
            {"external_id": "gp:1", "rating": 2.0, "kind": "review", "reactions": None},
            {"external_id": "gp:1:reply", "text": "Sorry!", "from_staff": True, "parent_external_id": "gp:1"},
            {"rating": 5.0, "text": ""},
        ],
    ),
    (
        "google-play-scraper",
        table("reviewId,userName,content,score,thumbsUpCount,at", "r1,A Google user,Slow,1,9,2026-11-10 08:00:00"),
        "",
        [{"rating": 1.0, "reactions": 9, "is_guest": True}],
    ),
    (
        "wordpress",
        table(
            "comment_ID,comment_post_ID,comment_author,comment_author_email,comment_date,comment_date_gmt,"
            "comment_content,comment_approved,comment_parent,user_id",
            "1,8,Moira,Moira@mail.example,2026-11-10 09:00:00,2026-11-10 08:00:00,Nice,1,0,0",
            "2,8,Ana,a@b.example,2026-11-10 09:00:00,2026-11-10 08:00:00,Thanks,1,1,4",
            "3,8,Eve,,2026-11-10 09:00:00,2026-11-10 08:00:00,Buy,spam,0,0",
            "4,8,Eve,,2026-11-10 09:00:00,2026-11-10 08:00:00,Hm,1,0,0",
        ),
        "",
        [
            {"author_id": "moira@mail.example", "parent_external_id": "", "thread_external_id": "8"},
            {"author_id": "4", "parent_external_id": "1"},
            "a comment that is spam there",
            {"author_id": "", "author_name": "Eve", "is_guest": True},
        ],
    ),
    (
        "youtube-takeout",
        table(
            "Comment ID,Channel ID,Comment Create Timestamp,Parent Comment ID,Video ID,Comment Text",
            f'y1,UC7,{DAY},,v1,"{{""text"":""Part ""}},{{""text"":""two?""}}"',
        ),
        "",
        [{"text": "Part two?", "thread_external_id": "v1", "author_id": "UC7"}],
    ),
    (
        "youtube",
        json.dumps(
            {"items": [{"id": "y1", "snippet": {"videoId": "v1", "topLevelComment": comment("y1", "Part two?")},
                        "replies": {"comments": [comment("y1.2", "Soon", parentId="y1")]}}]}
        ),
        "",
        [
            {"external_id": "y1", "reactions": 2, "author_id": "UC7", "edited_at": None},
            {"external_id": "y1.2", "parent_external_id": "y1", "thread_external_id": "y1", "thread_is_root": True},
        ],
    ),
    (
        "mastodon",
        lines(
            {"id": "5", "created_at": DAY, "content": "<p>Hi</p>", "visibility": "direct", "favourites_count": 3,
             "uri": "https://soc.example/5", "account": {"id": "9", "acct": "moira", "bot": True},
             "in_reply_to_id": "4"},
            {"id": "6", "created_at": DAY, "content": "", "visibility": "public", "reblog": {"id": "1"},
             "account": {"id": "9", "acct": "moira"}},
        ),
        "mastodon:soc.example",
        [
            {"kind": "direct", "author_name": "moira", "automated": True, "parent_external_id": "4", "reactions": 3},
            "a boost of somebody else's post",
        ],
    ),
    (
        "x",
        "window.YTD.tweets.part0 = "
        + json.dumps([{"tweet": {"id_str": "8", "full_text": "Hi", "created_at": DAY, "favorite_count": "3",
                                 "in_reply_to_status_id_str": "7"}}]),
        "",
        [{"external_id": "8", "reactions": 3, "parent_external_id": "7"}],
    ),
    (
        "x",
        "window.YTD.direct_messages.part0 = "
        + json.dumps([{"dmConversation": {"conversationId": "1-2", "messages": [{"messageCreate": {
            "id": "9", "text": "Hi", "senderId": "1", "recipientId": "2", "createdAt": DAY}}]}}]),
        "",
        [{"kind": "direct", "author_id": "1", "recipient_id": "2", "thread_external_id": "1-2"}],
    ),
    (
        "x-support",
        table("tweet_id,author_id,inbound,created_at,text,in_response_to_tweet_id", f"2,Tarn,False,{DAY},Sorry,1"),
        "",
        [{"from_staff": True, "parent_external_id": "1"}],
    ),
    (
        "slack",
        json.dumps(
            [
                slack("1794298000.000100", thread_ts="1794298000.000100", reactions=[{"name": "x", "count": 2}]),
                slack("1794298001.000100", thread_ts="1794298000.000100", subtype="bot_message"),
                slack("1794298002.000100", subtype="channel_join"),
            ]
        ),
        "slack:T9",
        [
            {"parent_external_id": "", "reactions": 2, "thread_is_root": True},
            {"parent_external_id": "1794298000.000100", "automated": True},
            "a service record: channel_join",
        ],
    ),
    (
        "discourse",
        json.dumps(
            {"post_stream": {"posts": [
                {"id": 1, "topic_id": 9, "post_number": 1, "username": "moira", "user_id": 4, "cooked": "<p>Hi</p>",
                 "created_at": DAY, "post_type": 1, "staff": False},
                {"id": 2, "topic_id": 9, "post_number": 2, "username": "ana", "user_id": 5, "cooked": "Rude",
                 "created_at": DAY, "post_type": 4, "staff": True},
                {"id": 3, "topic_id": 9, "post_number": 3, "username": "ana", "user_id": 5, "cooked": "",
                 "created_at": DAY, "post_type": 3},
            ]}}
        ),
        "",
        [{"kind": "post", "thread_external_id": "9"}, {"internal": True}, "an action without words"],
    ),
    (
        "lemmy",
        json.dumps(
            {"comments": [{"comment": {"id": 3, "content": "Hi", "path": "0.2.3", "post_id": 8, "published": DAY,
                                       "deleted": True, "removed": False},
                           "creator": {"id": 4, "name": "moira"}, "counts": {"score": 6}}]}
        ),
        "",
        [{"parent_external_id": "2", "thread_external_id": "8", "reactions": 6, "deleted": True}],
    ),
    (
        "disqus",
        json.dumps({"response": [{"id": "3", "raw_message": "Hi", "createdAt": "2026-11-10T08:00:00", "forum": "tarn",
                                  "thread": "8", "parent": 2, "isDeleted": False, "isSpam": False, "likes": 1,
                                  "author": {"name": "Moira", "isAnonymous": True}}]}),
        "",
        [{"parent_external_id": "2", "is_guest": True, "reactions": 1}],
    ),
    (
        "app-store",
        json.dumps({"data": [{"id": "1", "attributes": {"rating": 4, "title": "Ok", "body": "Fine",
                                                        "reviewerNickname": "Moira", "createdDate": DAY}}]}),
        "",
        [{"rating": 4.0, "title": "Ok", "kind": "review"}],
    ),
    (
        "google-business",
        json.dumps({"reviews": [{"reviewId": "g1", "starRating": "FOUR", "comment": "Fine", "createTime": DAY,
                                 "reviewer": {"displayName": "Moira"}, "reviewReply": {"comment": "Thanks"}}]}),
        "",
        [{"rating": 4.0, "author_name": "Moira"}, {"external_id": "g1:reply", "text": "Thanks", "from_staff": True}],
    ),
    (
        "trustpilot",
        json.dumps({"reviews": [{"id": "t1", "stars": 1, "title": "Bad", "text": "Late", "createdAt": DAY,
                                 "consumer": {"id": "c1", "displayName": "Moira"},
                                 "companyReply": {"text": "Sorry", "createdAt": DAY}}]}),
        "",
        [{"rating": 1.0, "author_id": "c1"}, {"text": "Sorry", "parent_external_id": "t1"}],
    ),
    (
        "steam",
        json.dumps({"reviews": [{"recommendationid": "s1", "review": "Fun", "voted_up": True, "votes_up": 3,
                                 "timestamp_created": 1794298000, "author": {"steamid": "7"}}]}),
        "",
        [{"rating": None, "tags": ("recommended",), "reactions": 3, "author_id": "7"}],
    ),
    (
        "facebook-ratings",
        json.dumps({"data": [
            {"created_time": "2026-11-10T08:00:00+0000", "recommendation_type": "negative", "review_text": "Late",
             "reviewer": {"name": "Moira", "id": "7"}},
            {"created_time": "2026-11-10T09:00:00+0000", "rating": 2, "reviewer": {"name": "Ben"}, "has_rating": True},
        ]}),
        "",
        [{"tags": ("not recommended",), "author_id": "7", "text": "Late"}, {"rating": 2.0, "author_name": "Ben"}],
    ),
    (
        "facebook",
        json.dumps({"data": [{"id": "10_1", "message": "New tent", "created_time": "2026-11-10T08:00:00+0000",
                              "from": {"name": "Tarn", "id": "10"}, "comments": {"data": [
                                  {"id": "1_2", "message": "Price?", "created_time": "2026-11-10T08:00:00+0000"}]}}]}),
        "",
        [{"from_staff": True}, {"external_id": "1_2", "parent_external_id": "10_1", "from_staff": False}],
    ),
    (
        "instagram",
        json.dumps({"data": [{"id": "1", "text": "Price?", "timestamp": DAY, "username": "moira", "like_count": 1}]}),
        "",
        [{"author_name": "moira", "reactions": 1}],
    ),
    (
        "tiktok",
        json.dumps({"data": {"comments": [{"id": 1, "video_id": 5, "parent_comment_id": 5, "text": "Price?",
                                           "create_time": 1794298000, "like_count": 2}]}}),
        "",
        [{"parent_external_id": "", "thread_external_id": "5"}],
    ),
    (
        "zendesk-tickets",
        table("Ticket ID,Subject,Requester,Requester email,Created at,Description", f"9,Zip,Moira,m@b.eu,{DAY},Broke"),
        "",
        [{"kind": "direct", "title": "Zip", "author_id": "m@b.eu"}],
    ),
    (
        "zendesk",
        json.dumps({"comments": [{"id": 1, "author_id": 4, "public": False, "plain_body": "Rude", "created_at": DAY}]}),
        "",
        [{"internal": True, "from_staff": True}],
    ),
    (
        "parley",
        lines({"external_id": "1", "conversation_id": "9", "thread_id": None, "parent_id": "8", "channel": "forum",
               "source": "Shop", "revision": 2, "is_guest": False, "author_id": "m7", "author_name": "[deleted]",
               "from_staff": False, "posted_at": DAY, "text": "Tent?", "deleted": False, "removed_by_others": False}),
        "Shop",
        [{"parent_external_id": "8", "thread_external_id": "", "author_id": "m7", "author_name": "[deleted]"}],
    ),
]  # fmt: skip
