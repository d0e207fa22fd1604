"""Uploads that are started, and workers that die over them."""

import pytest

from moderation.models import Upload
from moderation.uploads import importing
from tests.bringing import again, checked, due_again, start


def started(upload: Upload) -> Upload:
    start(checked(upload))
    return again(upload)


def dying_after(batches: int) -> importing.Between:
    """A worker that is killed: it does nothing any more, not even say so."""
    left = [batches]

    def between() -> None:
        left[0] -= 1
        if left[0] <= 0:
            raise KeyboardInterrupt

    return between


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def die(upload: Upload, batches: int) -> None:
    with pytest.raises(KeyboardInterrupt):
        importing.go_on(between=dying_after(batches))
    due_again(upload)
