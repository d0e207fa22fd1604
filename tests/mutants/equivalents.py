"""Faults that change nothing anybody could notice, each with the reason."""

SIZE = "a measured size: one more or less changes what a set costs, and nothing that is found"
SETS = "moderation/policy/matching.py: LARGEST_SET = 40_000: 40000"
MEMORY = "moderation/policy/matching.py: MEMORY_OF_A_SET = 16 << 20: 16"
EQUIVALENT: dict[str, str] = {
    f"{SETS} -> 40001": SIZE,
    f"{SETS} -> 39999": SIZE,
    f"{MEMORY} -> 17": SIZE,
    f"{MEMORY} -> 15": SIZE,
    "moderation/policy/hours.py: if at <= opens:: at <= opens -> at < opens": "no time has passed at opening",
    "moderation/assessments/lease.py: return self.rows[0].tries > settings.TRIES: 0 -> -1": (
        "a row that was tried before travels alone, and fresh ones have all been tried as often"
    ),
    (
        "moderation/uploads/lease.py: self.upload.counts = self.upload.counts | dict(zip(PACE, pace, strict=True)): "
        "True -> False"
    ): "the names and the numbers are two, as written",
    (
        "moderation/uploads/lease.py: "
        "held = Upload.objects.held(self.token).filter(pk=self.upload.pk, state=self.upload.state): "
        "Upload.objects.held(self.token).filter(pk=self.upload.pk, state=self.upload.state) -> "
        "Upload.objects.held(self.token).filter(state=self.upload.state)"
    ): "a token is one upload's, and its key only lets the database find it at once",
    (
        "moderation/cases/paging.py: "
        "rows = fetch_rows((order.after(ordered, cursor) if cursor else ordered)[: size + 1], order, look): 1 -> 2"
    ): "the second row too many is not shown either",
    (
        "moderation/cases/paging.py: "
        "values = {name: read_part(name, part) for name, part in zip(names, parts, strict=True)}: True -> False"
    ): "a cursor of another length was turned away before",
    (
        "moderation/cases/paging.py: "
        "return cases.filter(closed_at__lte=case.closed_at).filter(Q(closed_at__lt=case.closed_at) | later_row): "
        "cases.filter(closed_at__lte=case.closed_at) -> cases.filter()"
    ): "it says no more than what follows, and lets an index start there",
    (
        "moderation/cases/paging.py: "
        "return cases.filter(closed_at__gte=case.closed_at).filter(Q(closed_at__gt=case.closed_at) | earlier_row): "
        "cases.filter(closed_at__gte=case.closed_at) -> cases.filter()"
    ): "it says no more than what follows, and lets an index start there",
    (
        "moderation/cases/undo.py: "
        "handed_on = case.events.filter(kind=Kind.HANDED_ON, facts__new=escalation): "
        "case.events.filter(kind=Kind.HANDED_ON, facts__new=escalation) -> case.events.filter(facts__new=escalation)"
    ): "no other event names a new escalation",
}
