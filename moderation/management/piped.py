"""End a command quietly when nobody reads its output any more, as with `| head`."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def while_somebody_reads() -> Iterator[None]:
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would complain once more when it closes the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
