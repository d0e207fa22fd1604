"""The words that the demo's people write at their desks."""

REPLIES = (
    "Thank you for writing. We have looked it up and sent you the details by mail; tell us if anything is missing.",
    "Sorry about that. We have asked the workshop, and you will have an answer from us by tomorrow.",
    "Thanks for telling us. A replacement is on its way, and there is nothing that you need to send back first.",
    "That should not have happened. Please send us your order number here, and we will sort it out today.",
    "Good question: yes, it does. The page for it has the steps, and we are here if one of them is unclear.",
)
SECOND_REPLIES = (
    "One more thing: we have heard back, and it is solved on our side now. Thank you for waiting.",
    "An update from us: it left the house this morning, and the tracking number is in your mail.",
)
# While a team has been asked.
HOLDING = (
    "We have read this, and it is with the right people here. You will hear from us as soon as they have answered."
)
# By team, as the person may read them.
ANSWERS = {
    "legal": (
        "We take this seriously. Please send it to us in writing with your order number; our legal team answers you "
        "within five working days.",
        "Thank you for being open about it. We have passed it to our legal team, who will write to you themselves.",
    ),
    "support": (
        "We are sorry that you had to wait so long. We have what we need, and a colleague rings you tomorrow morning.",
        "Sorry for the silence. It is in hand: you have a mail from us today that says what happens next.",
    ),
    "product": (
        "It is a known fault of one batch. We replace it free of charge, and you need not send it back first.",
        "Thank you, we had not seen this one. Please stop using it; we send you a label and look at it ourselves.",
    ),
    "pr": ("We have read what you all write here. What we do about it stands on our page from tonight on.",),
}
NOTES = (
    "The same person wrote in spring.",
    "Asked the workshop; they look at it tomorrow.",
    "Careful: a journalist reads along.",
)
