"""Definitions of the figures, as the page and the docs say them."""

DEFINITIONS: dict[str, str] = {
    "Promises kept": (
        "Of the promises that fell due in these days, of a first action, a reply, a decision or a look at what "
        "could not be checked: the share that was kept in time. Kept late, still open and late, and closed without "
        "it all count against. What was not owed, because we acted against the message, its author withdrew it in "
        "time, or it was thanks only, is beside the share, and so is what was not ours to answer. What teams "
        "promise is in a table below."
    ),
    "Still open and late": ("Promises that fell due in these days, and neither were kept nor ended yet."),
    "Closed without": (
        "Promises that fell due in these days and ended without what was promised. “No answer needed” and what "
        "could not be delivered are among them. They never help the share that was kept."
    ),
    "Never answered": (
        "People who waited for an answer and whose promise fell due in these days, and whom no staff has answered. "
        "Each counts once, and whoever was answered once in these days was not left. Automatic replies answer "
        "nobody, and another member’s reply is said beside it. A promise that is not due yet is in neither number."
    ),
    "Open cases": (
        "Cases that stand open at the end of the last day, with their ages. A case that was reopened, or whose "
        "closing was undone, was open all along."
    ),
    "Reopened or undone": (
        "Of the decisions made in these days: those that were undone, and those whose case opened again within 7 days, "
        "whatever opened it: a person, a further message, a reply that failed, an answer that was none, or an undo of "
        "what had closed it."
    ),
    "Member’s wait": (
        "From a member’s message to our answer, on the wall clock and on the day of the answer: nights and "
        "weekends count, because people wait through them. Half waited no longer than the figure. The next reply "
        "is to what a member wrote after our first answer."
    ),
    "Desk’s time": (
        "From the start of a case’s clock to our first action, in working hours alone, on the day of the action. "
        "It is never mixed with the member’s wait."
    ),
    "Time to close": ("From opening a case to closing it, on the wall clock and on the day of closing."),
    "Mood": (
        "The change of the mean score against as many days before. Each person counts once a week, with the mean "
        "of what they wrote in it. Spam by a finding, staff and automated messages are left out; what was removed "
        "stays in unless it was removed for spam. The interval holds at 95 % for all shown channels together. "
        "Where it holds nought, there is no change that can be told from chance. A score is about words, not about "
        "people."
    ),
    "Reports by members": (
        "Reported messages that came to the desk in these days, with how often they were reported. A report is "
        "upheld when a decision against the message stands. Half of them were settled within the time below it, "
        "from when the report came to us."
    ),
    "Escalations": (
        "What teams were asked in these days, and how much of that they took up and answered. The times are "
        "working time. By team below, with what each promised."
    ),
    "New members": (
        "Members who wrote for the first time, in any channel, of those who wrote in these days. The others returned."
    ),
    "Messages": (
        "What members and staff wrote, by the day on which it was posted. What was deleted there counts nowhere."
    ),
    "Active members": (
        "How many different members wrote. Whoever wrote on several days or in several channels counts once; staff "
        "and messages without an author do not count."
    ),
    "Replies per post": (
        "The replies of these days divided by the posts of these days, whoever wrote them. A post begins a thread; "
        "all else in it is a reply."
    ),
    "Reactions per post": (
        "The reactions to the posts and replies of these days, divided by the posts. Where the source gives no "
        "count, reactions are not known, and the figure is too low by as much."
    ),
    "First response": (
        "How long a thread that a member began waited for its first message by staff, on the day of that answer. "
        "Half of them took no longer than the figure (the median). Working time is that of the hours named below, "
        "the wall clock counts every hour; the median and “9 in 10” (the 90th percentile) are within 2 %."
    ),
    "Every reply": (
        "How long each message of a member that staff replied to waited for that reply, wherever in a thread it "
        "stands, on the day of the reply."
    ),
    "First action in time": (
        "Of the cases whose first action came in these days and had a target: the share in which it came in time. "
        "A person’s decision, reply, escalation or closing is an action; a claim or a note is none. A case that "
        "still waits is not in it yet."
    ),
    "First reply in time": (
        "Of the cases whose first reply came in these days and had a target: the share in which it came in time. A "
        "case that still waits, or that was closed without a reply, is not in it."
    ),
    "Cases opened": ("Cases that were opened in these days. Those closed in these days may have been opened earlier."),
    "Automated messages": (
        "What machines wrote in these days, of members and of ours. It answers nobody, and is in no other figure."
    ),
    "Decisions": (
        "What people decided on cases, by kind, on the day of the decision. One that was undone does not count."
    ),
}
