window.YTD.tweets.part0 = [
  {
    "tweet": {
      "edit_info": {},
      "retweeted": false,
      "source": "<a>",
      "entities": {
        "hashtags": []
      },
      "display_text_range": [
        "0",
        "9"
      ],
      "favorite_count": "3",
      "id_str": "1",
      "truncated": false,
      "retweet_count": "0",
      "id": "1",
      "created_at": "Fri Mar 20 08:00:00 +0000 2026",
      "favorited": false,
      "full_text": "Hi there",
      "lang": "en"
    }
  },
  {
    "tweet": {
      "edit_info": {},
      "retweeted": false,
      "source": "<a>",
      "entities": {
        "hashtags": []
      },
      "display_text_range": [
        "0",
        "9"
      ],
      "favorite_count": "3",
      "id_str": "2",
      "truncated": false,
      "retweet_count": "0",
      "id": "2",
      "created_at": "Fri Mar 20 08:01:00 +0000 2026",
      "favorited": false,
      "full_text": "@otto sorry!",
      "lang": "en",
      "in_reply_to_status_id_str": "99",
      "in_reply_to_user_id_str": "55",
      "in_reply_to_screen_name": "otto"
    }
  },
  {
    "tweet": {
      "edit_info": {},
      "retweeted": false,
      "source": "<a>",
      "entities": {
        "hashtags": []
      },
      "display_text_range": [
        "0",
        "9"
      ],
      "favorite_count": "3",
      "id_str": "3",
      "truncated": false,
      "retweet_count": "0",
      "id": "3",
      "created_at": "Fri Mar 20 08:01:10 +0000 2026",
      "favorited": false,
      "full_text": "RT @x: wow",
      "lang": "en"
    }
  }
]