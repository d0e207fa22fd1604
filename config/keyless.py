"""Keeps what makes an address secret out of the logs: whoever reads those must not be able to accept an invitation."""

import logging
import re

SLASH = "(?:/|%2F)"
SECRET = re.compile(rf"({SLASH}(?:invitation|reset{SLASH}key){SLASH})[\w-]+", re.IGNORECASE)


class Keyless(logging.Formatter):
    """The whole entry is read, with its traceback: an exception may name an address too."""

    def format(self, record: logging.LogRecord) -> str:
        return SECRET.sub(r"\1…", super().format(record))
