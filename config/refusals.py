"""Keep expected refusals out of the warnings."""

import logging

# The wrong role, an address that is none, somebody who was faster, a file that is too large, a form to be corrected.
EXPECTED = {403, 404, 409, 413, 422}


class ExpectedRefusals(logging.Filter):
    """A filter that lowers expected refusals to information."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", None) in EXPECTED:
            record.levelno, record.levelname = logging.INFO, "INFO"
        # LOG_LEVEL is set on the root logger, and Django's loggers have a level of their own.
        return record.levelno >= logging.getLogger().level
