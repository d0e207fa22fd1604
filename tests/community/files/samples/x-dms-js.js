window.YTD.direct_messages.part0 = [
  {
    "dmConversation": {
      "conversationId": "55-66",
      "messages": [
        {
          "reactionCreate": {
            "senderId": "55",
            "reactionKey": "like",
            "eventId": "9"
          }
        },
        {
          "messageCreate": {
            "recipientId": "66",
            "reactions": [],
            "urls": [],
            "text": "Lid broke",
            "mediaUrls": [],
            "senderId": "55",
            "id": "901",
            "createdAt": "2026-03-20T08:00:00.123Z",
            "editHistory": []
          }
        },
        {
          "messageCreate": {
            "recipientId": "55",
            "reactions": [],
            "urls": [],
            "text": "",
            "mediaUrls": [
              "https://ton.example/1.jpg"
            ],
            "senderId": "66",
            "id": "902",
            "createdAt": "2026-03-20T08:01:00.000Z"
          }
        }
      ]
    }
  },
  {
    "dmConversation": {
      "conversationId": "55-77",
      "messages": [
        {
          "welcomeMessageCreate": {
            "text": "Welcome!",
            "senderId": "66",
            "recipientId": "77",
            "id": "903",
            "createdAt": "2026-03-20T08:01:40Z"
          }
        }
      ]
    }
  }
]