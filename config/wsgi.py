"""The entry point of a WSGI server."""

import os

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

from config import waits
from config.private import keep_private

keep_private()

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
waits.mine = waits.WEB
application = get_wsgi_application()
# A wrong setting ends the start, instead of the first request.
call_command("check")
