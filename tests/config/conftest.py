"""What these tests share."""

import logging
import logging.config
from collections.abc import Iterator
from io import StringIO

import pytest


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What the console would show."""
    console = next(handler for handler in logging.getLogger().handlers if handler.name == "console")
    assert isinstance(console, logging.StreamHandler)
    before = console.setStream(shown := StringIO())
    yield shown
    console.setStream(before)
