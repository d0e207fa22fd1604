#!/usr/bin/env python
"""Django's command line for Parley."""

import os
import sys

from django.core.management import execute_from_command_line

from config import waits
from config.private import keep_private

if __name__ == "__main__":
    keep_private()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if sys.argv[1:2] in (["worker"], ["sweep"]):
        waits.mine = waits.BACKGROUND
    execute_from_command_line(sys.argv)
