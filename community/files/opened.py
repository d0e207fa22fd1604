"""Open a file of records, whatever its packing."""

from collections.abc import Callable, Iterator
from io import BufferedReader

from community.files.archive import is_archive, open_archive
from community.files.archived import begin_archive
from community.files.bounds import EVERYTHING, Bounds, go_on
from community.files.container import AS_FOUND, Container, Opened
from community.files.layout import Layout
from community.files.opening import begin_stream
from community.files.packing import unpacked
from community.records import Record


def read_records(
    file: BufferedReader, layout: Layout, container: Container = AS_FOUND, *, tick: Callable[[], None] = go_on
) -> Iterator[Record]:
    """Yield every record of the file in order, as a message or a reject.

    `tick` is called for each block of bytes. A file that is unreadable as a whole raises Unreadable at once, one that
    breaks off raises it there.
    """
    return begin_reading(file, layout, container, bounds=Bounds(tick=tick)).records


def begin_reading(
    file: BufferedReader, layout: Layout, container: Container = AS_FOUND, *, bounds: Bounds = EVERYTHING
) -> Opened:
    """Read the head of a file, and return its records.

    Records beyond the bounds raise Enough.
    """
    if is_archive(file):
        return begin_archive(open_archive(file), layout, container, bounds)
    return begin_stream(unpacked(file, bounds), layout, container, bounds)
