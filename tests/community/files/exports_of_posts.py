"""Exports of posts, comments and reviews, in invented words, and what becomes of them."""

import json
from datetime import UTC, datetime

from tests.community.files.exports import DAY, comment, lines, table
from tests.community.files.exports_of_chats import UNIX, zipped

WORDPRESS = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Tarn</title>
<item><title>News</title><wp:post_id>8</wp:post_id>
<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_author><![CDATA[Moira]]></wp:comment_author>
<wp:comment_author_email>m@b.example</wp:comment_author_email>
<wp:comment_date>2026-11-10 09:00:00</wp:comment_date><wp:comment_date_gmt>2026-11-10 08:00:00</wp:comment_date_gmt>
<wp:comment_content><![CDATA[Nice & <b>new</b>]]></wp:comment_content><wp:comment_approved>1</wp:comment_approved>
<wp:comment_type></wp:comment_type><wp:comment_parent>0</wp:comment_parent><wp:comment_user_id>0</wp:comment_user_id>
<wp:commentmeta><wp:meta_key>a</wp:meta_key></wp:commentmeta>
<wp:commentmeta><wp:meta_key>b</wp:meta_key></wp:commentmeta></wp:comment></item>
<item><wp:post_id>9</wp:post_id><wp:comment><wp:comment_id>2</wp:comment_id><wp:comment_author>X</wp:comment_author>
<wp:comment_date_gmt>2026-11-10 08:00:00</wp:comment_date_gmt><wp:comment_content>[...]</wp:comment_content>
<wp:comment_type>pingback</wp:comment_type><wp:comment_parent>0</wp:comment_parent></wp:comment></item>
</channel></rss>
"""
DISQUS = """<?xml version="1.0" encoding="utf-8"?>
<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
<category dsq:id="3"><forum>tarn</forum><title>General</title></category>
<thread dsq:id="8"><id>a</id><forum>tarn</forum><title>News</title><message/><createdAt>2026-11-01T08:00:00Z</createdAt>
<author><name>Ana</name><isAnonymous>false</isAnonymous></author><isDeleted>false</isDeleted></thread>
<post dsq:id="1"><id>wp_id=1</id><message><![CDATA[<p>Hi</p>]]></message><createdAt>2026-11-10T08:00:00Z</createdAt>
<isDeleted>false</isDeleted><isSpam>false</isSpam><author><name>Moira</name><isAnonymous>true</isAnonymous></author>
<thread dsq:id="8"/></post>
<post dsq:id="2"><message>Bye</message><createdAt>2026-11-10T09:00:00Z</createdAt><isDeleted>true</isDeleted>
<isSpam>false</isSpam><author><name>Otto</name><username>otto</username></author><thread dsq:id="8"/>
<parent dsq:id="1"/></post>
<post dsq:id="3"><message>Buy</message><createdAt>2026-11-10T09:00:00Z</createdAt><isDeleted>false</isDeleted>
<isSpam>true</isSpam><author><name>Eve</name></author><thread dsq:id="8"/></post>
</disqus>
"""


def graph(number: str, text: str, author: str, **more: object) -> dict[str, object]:
    said = {"id": number, "message": text, "created_time": "2026-11-10T08:00:00+0000"}
    return said | {"from": {"id": author, "name": f"N{author}"}} | more


def thing(kind: str, **data: object) -> dict[str, object]:
    return {"kind": kind, "data": {"author": "moira", "created_utc": float(UNIX), "subreddit": "tarnfell"} | data}


def status(number: str, **more: object) -> dict[str, object]:
    said = {"id": number, "created_at": DAY, "content": "<p>Hi</p>", "visibility": "public"}
    return said | {"account": {"id": "9", "acct": "moira", "bot": False}, "url": "https://soc.example/@m/1"} | more


def post(number: int, place: int, **more: object) -> dict[str, object]:
    said = {"id": number, "topic_id": 9, "post_number": place, "username": "moira", "user_id": 4, "created_at": DAY}
    return said | {"cooked": "<p>Hi</p>", "post_type": 1, "staff": False} | more


CASES: list[tuple[str, str | bytes, str, list[dict[str, object] | str]]] = [
    (
        "reddit",
        json.dumps({"kind": "Listing", "data": {"after": None, "children": [
            thing("t1", id="c1", body="Hi", link_id="t3_p1", parent_id="t3_p1", edited=1794298100.0, replies=""),
            thing("t1", id="c2", body="[removed]", author="[deleted]", link_id="t3_p1", parent_id="t1_c1"),
            thing("t1", id="c3", body="Bad words", link_id="t3_p1", parent_id="t1_c1", removed=True),
            thing("t3", id="p2", selftext="[removed]", title="Zip", removed_by_category="moderator"),
            thing("t3", id="p3", selftext="[deleted]", title="Zip", author="[deleted]", removed_by_category="deleted"),
            thing("t1", id="c4", body="AutoMod says", author="AutoModerator", link_id="t3_p1", parent_id="t3_p1"),
        ]}}),
        "reddit:tarnfell",
        [
            {"parent_external_id": "p1", "thread_external_id": "p1"},
            {"deleted": True, "removed_by_others": True, "text": "", "author_name": ""},
            {"deleted": True, "removed_by_others": True, "text": "Bad words", "author_name": "moira"},
            {"deleted": True, "removed_by_others": True, "text": "", "author_name": "moira", "kind": "post"},
            {"deleted": True, "removed_by_others": False},
            {"automated": True},
        ],
    ),
    (
        "reddit-request",
        table("id,permalink,date,ip,subreddit,gildings,link,parent,body,media",
              "c1,https://www.reddit.com/r/tarnfell/comments/p1/zip/c1/,2026-11-10 08:00:00 UTC,,tarnfell,0,"
              "https://www.reddit.com/r/tarnfell/comments/p1/zip/,c0,Hi,"),
        "reddit:tarnfell",
        [{"external_id": "c1", "parent_external_id": "c0", "thread_external_id": "p1", "text": "Hi"}],
    ),
    (
        "youtube",
        json.dumps({"kind": "youtube#commentListResponse", "items": [
            comment("y1", "Part two?", channelId="UC1"),
            comment("y1.2", "Soon", parentId="y1", channelId="UC1", authorChannelId={"value": "UC1"},
                    updatedAt="2026-11-10T09:00:00Z")]}),
        "",
        [
            {"thread_external_id": "y1", "parent_external_id": "", "from_staff": None},
            {"thread_external_id": "y1", "parent_external_id": "y1", "from_staff": True},
        ],
    ),
    (
        "youtube",
        table("id,snippet.topLevelComment.snippet.textOriginal,snippet.topLevelComment.snippet.authorDisplayName,"
              "snippet.topLevelComment.snippet.publishedAt,snippet.videoId", f"y1,Part two?,Moira,{DAY},v1"),
        "",
        [{"text": "Part two?", "author_name": "Moira", "posted_at": datetime(2026, 11, 10, 8, tzinfo=UTC)}],
    ),
    (
        "youtube-takeout",
        table("Channel ID,Comment create timestamp,Price,Comment ID,Parent comment ID,Post ID,Video ID,Comment text,"
              "Top-level comment ID",
              f'UC7,{DAY},0,y1.9,,,v1,"{{""takeoutSegments"":[{{""text"":""So ""}},{{""text"":""late""}}]}}",y1'),
        "",
        [{"text": "So late", "thread_external_id": "v1", "parent_external_id": "y1", "author_id": "UC7"}],
    ),
    (
        "facebook",
        json.dumps({"data": [graph("10_1", "New", "10", comments={"data": [
            graph("1_2", "Price?", "7", comments={"data": [graph("1_3", "Ten.", "10"), graph("1_4", "Ok", "7")]})]})]}),
        "",
        [
            {"from_staff": True},
            {"from_staff": False, "parent_external_id": "10_1"},
            {"from_staff": True, "parent_external_id": "1_2"},
            {"from_staff": False, "parent_external_id": "1_2"},
        ],
    ),
    (
        "facebook-download",
        json.dumps({"comments_v2": [{"timestamp": UNIX, "title": "Moira commented", "data": [
            {"comment": {"timestamp": UNIX, "comment": "Caf\u00c3\u00a9", "author": "Moira"}}]}]}),
        "",
        [{"text": "Café", "author_name": "Moira"}],
    ),
    (
        "instagram",
        json.dumps({"data": [{"id": "1", "caption": "New", "timestamp": "2026-11-10T08:00:00+0000", "username": "tarn",
                              "media_type": "IMAGE", "comments": {"data": [
                                  {"id": "2", "text": "Price?", "timestamp": "2026-11-10T08:00:00+0000",
                                   "username": "moira", "replies": {"data": [
                                       {"id": "3", "text": "Ten.", "timestamp": "2026-11-10T08:00:00+0000",
                                        "username": "tarn"}]}}]}}]}),
        "",
        [
            {"kind": "post", "text": "New", "from_staff": None},
            {"parent_external_id": "1", "from_staff": False, "kind": "comment"},
            {"parent_external_id": "2", "from_staff": True},
        ],
    ),
    (
        "instagram-download",
        json.dumps([{"media_list_data": [{"uri": ""}], "string_map_data": {"Comment": {"value": "Sch\u00c3\u00b6n"},
                     "Media Owner": {"value": "tarn"}, "Time": {"timestamp": UNIX}}}]),
        "",
        [{"text": "Schön", "author_name": ""}],
    ),
    (
        "tiktok-business",
        json.dumps({"data": {"comments": [
            {"comment_id": "1", "video_id": "5", "text": "Price?", "create_time": "1794298000", "owner": False,
             "username": "moira", "display_name": "Moira", "likes": 2},
            {"comment_id": "2", "video_id": "5", "text": "Ten.", "create_time": "1794298001", "owner": True,
             "username": "tarn", "parent_comment_id": "1"}]}}),
        "",
        [{"author_id": "moira", "author_name": "Moira", "reactions": 2, "from_staff": False},
         {"from_staff": True, "parent_external_id": "1"}],
    ),
    (
        "tiktok-scraper",
        json.dumps({"comments": [{"cid": "1", "aweme_id": "5", "text": "Price?", "create_time": UNIX, "digg_count": 2,
                                  "reply_id": "0", "user": {"uid": "7", "unique_id": "moira", "nickname": "Moira"}}]}),
        "",
        [{"parent_external_id": "", "author_id": "7", "author_name": "Moira", "thread_external_id": "5"}],
    ),
    (
        "x",
        zipped({
            "data/account.js": "window.YTD.account.part0 = " + json.dumps([{"account": {"accountId": "1",
                                                                                       "username": "tarn"}}]),
            "data/tweets.js": "window.YTD.tweets.part0 = " + json.dumps([
                {"tweet": {"id_str": "8", "full_text": "Hi", "created_at": "Tue Nov 10 08:00:00 +0000 2026"}},
                {"tweet": {"id_str": "9", "full_text": "RT @moira: Ha",
                           "created_at": "Tue Nov 10 08:00:00 +0000 2026"}}]),
        }),
        "",
        [{"author_id": "1", "author_name": "tarn"}, "a post of somebody else that was passed on"],
    ),
    (
        "x",
        "window.YTD.tweet.part0 = "
        + json.dumps([{"id_str": "8", "full_text": "Hi", "created_at": "Tue Nov 10 08:00:00 +0000 2026"}]),
        "",
        [{"external_id": "8", "posted_at": datetime(2026, 11, 10, 8, tzinfo=UTC)}],
    ),
    (
        "x-api",
        json.dumps({"data": [
            {"id": "2", "text": "Hm", "author_id": "7", "created_at": DAY, "conversation_id": "1",
             "referenced_tweets": [{"type": "quoted", "id": "5"}, {"type": "replied_to", "id": "1"}],
             "public_metrics": {"like_count": 3, "impression_count": 40}}],
            "includes": {"users": [{"id": "7", "name": "Moira", "username": "moira_b"}]}}),
        "",
        [{"author_name": "Moira", "parent_external_id": "1", "thread_external_id": "1", "thread_is_root": True,
          "reactions": 3, "views": 40, "kind": "reply"}],
    ),
    (
        "x-api-1",
        lines({"id_str": "8", "id": 8, "text": "Hi", "created_at": "Tue Nov 10 08:00:00 +0000 2026",
               "favorite_count": 3,
               "user": {"id_str": "7", "screen_name": "moira"}, "in_reply_to_status_id_str": "7"}),
        "",
        [{"author_id": "7", "author_name": "moira", "parent_external_id": "7", "kind": "reply", "reactions": 3}],
    ),
    (
        "x-messages",
        json.dumps({"data": [{"id": "2", "event_type": "MessageCreate", "text": "Psst", "sender_id": "7",
                              "dm_conversation_id": "1-7", "created_at": DAY},
                             {"id": "3", "event_type": "ParticipantsJoin", "dm_conversation_id": "1-7"}]}),
        "",
        [{"kind": "direct", "thread_external_id": "1-7", "author_id": "7"}, "somebody joined or left"],
    ),
    (
        "discourse",
        json.dumps({"post_stream": {"posts": [
            post(1, 1, actions_summary=[{"id": 2, "count": 3}]),
            post(2, 2, reply_to_post_number=1, admin=True),
            post(3, 3, reply_to_post_number=2, cooked="<p>(post deleted by author)</p>", user_deleted=True),
            post(4, 4, deleted_at=DAY, deleted_by={"id": 5}),
            post(5, 5, cooked="<p>(post deleted by author)</p>")]},
            "title": "Zip", "archetype": "private_message"}),
        "",
        [
            {"title": "Zip", "kind": "direct", "reactions": 3, "parent_external_id": ""},
            {"parent_external_id": "1", "from_staff": True, "title": ""},
            {"parent_external_id": "2", "deleted": True, "removed_by_others": False, "text": ""},
            {"deleted": True, "removed_by_others": True, "text": "<p>Hi</p>"},
            {"deleted": False, "text": "<p>(post deleted by author)</p>"},
        ],
    ),
    (
        "discourse-archive",
        table("topic_title,categories,is_pm,post_raw,post_cooked,like_count,reply_count,url,created_at",
              "Zip,Help,Yes,Hi,<p>Hi</p>,3,0,https://forum.example/t/zip/9/2,2026-11-10 08:00:00 UTC"),
        "discourse:forum.example",
        [{"external_id": "9/2", "kind": "direct", "reactions": 3, "thread_external_id": "9"}],
    ),
    (
        "mastodon",
        json.dumps({"ancestors": [status("1")], "descendants": [status("3", in_reply_to_id="2")]}),
        "mastodon:soc.example",
        [{"external_id": "1", "kind": "post"}, {"external_id": "3", "kind": "comment"}],
    ),
    (
        "mastodon-notifications",
        json.dumps([
            {"id": "n1", "type": "mention", "created_at": DAY, "account": {"acct": "moira"}, "status": status("5")},
            {"id": "n2", "type": "favourite", "created_at": DAY, "account": {"acct": "otto"}, "status": status("6")},
            {"id": "n3", "type": "follow", "created_at": DAY, "account": {"acct": "otto"}}]),
        "",
        [{"external_id": "5", "author_name": "moira"}, "a notification: favourite", "a notification: follow"],
    ),
    (
        "mastodon-archive",
        json.dumps({"type": "OrderedCollection", "orderedItems": [
            {"type": "Create", "object": {"id": "https://soc.example/s/5", "content": "<p>Hi</p>", "published": DAY,
             "attributedTo": "https://soc.example/users/moira", "to": ["https://www.w3.org/ns/activitystreams#Public"]}},
            {"type": "Create", "object": {"id": "https://soc.example/s/6", "content": "<p>Psst</p>", "published": DAY,
             "attributedTo": "https://soc.example/users/moira", "to": ["https://soc.example/users/ana"], "cc": []}},
            {"type": "Announce", "object": "https://soc.example/s/1"}]}),
        "",
        [{"kind": "post", "author_name": "moira"}, {"kind": "direct"}, "an activity: Announce"],
    ),
    (
        "lemmy",
        json.dumps({"comments": [
            {"comment": {"id": 3, "content": "[removed]", "path": "0.3", "post_id": 8,
                         "published": "2026-11-10T08:00:00",
                         "deleted": False, "removed": True}, "creator": {"id": 4, "name": "moira"}},
            {"comment": {"id": 4, "content": "[removed]", "path": "0.3.4", "post_id": 8, "published": DAY,
                         "deleted": False, "removed": False}, "creator": {"id": 5, "name": "ana"},
             "creator_is_moderator": True}]}),
        "",
        [
            {"deleted": True, "removed_by_others": True, "text": ""},
            {"deleted": False, "text": "[removed]", "from_staff": True, "parent_external_id": "3"},
        ],
    ),
    (
        "lemmy-posts",
        json.dumps({"posts": [{"post": {"id": 8, "name": "Zip", "body": "Broke", "community_id": 1, "published": DAY,
                                        "ap_id": "https://lem.example/post/8"}, "creator": {"id": 4, "name": "moira"},
                               "counts": {"score": 6}}]}),
        "",
        [{"external_id": "post-8", "title": "Zip", "kind": "post", "thread_external_id": "8", "reactions": 6}],
    ),
    (
        "disqus-xml",
        DISQUS,
        "",
        [
            {"external_id": "1", "is_guest": True, "thread_external_id": "8", "text": "<p>Hi</p>"},
            {"external_id": "2", "author_id": "otto", "deleted": True, "parent_external_id": "1"},
            "a post that is spam there",
        ],
    ),
    (
        "wordpress",
        WORDPRESS,
        "",
        [
            {"external_id": "1", "author_id": "m@b.example", "thread_external_id": "8", "parent_external_id": "",
             "text": "Nice & <b>new</b>"},
            "a pingback of another site",
        ],
    ),
    (
        "wordpress-api",
        json.dumps([{"id": 1, "post": 8, "parent": 0, "author": 0, "author_name": "Moira",
                     "date": "2026-11-10T09:00:00",
                     "date_gmt": "2026-11-10T08:00:00", "content": {"rendered": "<p>Nice</p>"}, "status": "approved",
                     "type": "comment", "link": "https://tarn.example/#1"}]),
        "",
        [{"parent_external_id": "", "is_guest": True, "thread_external_id": "8", "author_name": "Moira"}],
    ),
    (
        "coral-download",
        table("Comment ID,Published Timestamp,Article URL,Comment URL,Comment Text",
              "c1,2026-11-10 08:00,https://tarn.example/a,https://tarn.example/a?commentID=c1,Hi"),
        "",
        [{"text": "Hi", "thread_external_id": "https://tarn.example/a"}],
    ),
    (
        "coral",
        lines({"id": "c1", "storyID": "s", "authorID": "u1", "parentID": None, "status": "REJECTED", "tags": [],
               "createdAt": {"$date": DAY}, "revisions": [{"body": "Hi"},
                {"body": "Hey", "createdAt": {"$date": DAY}}]},
              {"id": "c2", "storyID": "s", "authorID": "u2", "parentID": "c1", "status": "NONE", "createdAt": DAY,
               "tags": [{"type": "STAFF"}], "revisions": [{"body": "Hm"}]}),
        "",
        [
            {"text": "Hey", "deleted": True, "removed_by_others": True, "from_staff": None},
            {"parent_external_id": "c1", "from_staff": True, "deleted": False, "edited_at": None},
        ],
    ),
    (
        "google-play-api",
        json.dumps({"reviews": [{"reviewId": "gp1", "authorName": "Moira", "comments": [
            {"userComment": {"text": "\tSlow", "lastModified": {"seconds": "1794298000"}, "starRating": 2,
                             "reviewerLanguage": "en", "thumbsUpCount": 4}},
            {"developerComment": {"text": "Sorry", "lastModified": {"seconds": "1794299000"}}}]}]}),
        "",
        [{"rating": 2.0, "author_name": "Moira", "reactions": 4}, {"external_id": "gp1:reply", "text": "Sorry"}],
    ),
    (
        "app-store",
        json.dumps({"data": [{"id": "1", "attributes": {"rating": 4, "title": "Ok", "body": "Fine",
                     "reviewerNickname": "Moira", "createdDate": "2026-11-10T00:00:00-08:00"},
                     "relationships": {"response": {"data": {"id": "r1"}}}}],
                    "included": [{"id": "r1", "attributes": {"responseBody": "Thanks", "lastModifiedDate": DAY}}]}),
        "",
        [{"rating": 4.0}, {"external_id": "1:reply", "text": "Thanks", "from_staff": True}],
    ),
    (
        "app-store-feed",
        json.dumps({"feed": {"author": {"name": {"label": "Store"}}, "entry": [
            {"id": {"label": "0"}, "im:name": {"label": "Tarn"}, "title": {"label": "Tarn"}},
            {"id": {"label": "1"}, "author": {"name": {"label": "Moira"}, "uri": {"label": "https://app.example/id7"}},
             "im:rating": {"label": "2"}, "title": {"label": "Bad"}, "content": {"label": "Slow"},
             "updated": {"label": "2026-11-10T01:00:00-07:00"}, "im:voteSum": {"label": "3"}}]}}),
        "",
        ["the app itself", {"external_id": "1", "rating": 2.0, "author_name": "Moira", "title": "Bad", "reactions": 3}],
    ),
    (
        "app-store-scraper",
        json.dumps([{"userName": "Moira", "rating": 2, "review": "Slow", "title": "Bad", "date": "2026-11-10 08:00:00",
                     "isEdited": False, "developerResponse": {"body": "Sorry", "modified": DAY}}]),
        "",
        [{"rating": 2.0, "text": "Slow"}, {"text": "Sorry", "from_staff": True}],
    ),
    (
        "trustpilot-table",
        table("Review Id,Review Created (UTC),Review Title,Review Content,Review Stars,Consumer Username,Reference Id,"
              "Company Reply,Company Reply Date (UTC)",
              "t1,2026-11-10 08:00:00,Bad,Late,1,Moira,,Sorry,2026-11-11 08:00:00"),
        "",
        [{"rating": 1.0, "title": "Bad", "author_name": "Moira"}, {"text": "Sorry", "parent_external_id": "t1"}],
    ),
    (
        "steam",
        json.dumps({"success": 1, "reviews": [{"recommendationid": "s1", "author": {"steamid": "7"}, "review": "Dull",
                    "voted_up": False, "votes_up": 3, "timestamp_created": UNIX, "timestamp_updated": UNIX + 5,
                    "developer_response": "Sorry", "timestamp_dev_responded": UNIX + 9, "language": "english"}]}),
        "",
        [{"rating": None, "tags": ("not recommended",), "text": "Dull"}, {"text": "Sorry", "from_staff": True}],
    ),
]  # fmt: skip
