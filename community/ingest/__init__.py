"""Store batches of records, each in one transaction."""

from community.ingest.batch import Overtaken, ingest_batch, pass_over, rehearse_batch
from community.ingest.covered import Covered, Span
from community.ingest.decide import Counts
from community.ingest.rows import Stored
from community.ingest.seen import Seen
from community.ingest.touched import Touched

__all__ = [
    "Counts",
    "Covered",
    "Overtaken",
    "Seen",
    "Span",
    "Stored",
    "Touched",
    "ingest_batch",
    "pass_over",
    "rehearse_batch",
]
