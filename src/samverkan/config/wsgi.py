"""The workspace as a WSGI application, for gunicorn and its like."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverkan.config.settings")
workspace = get_wsgi_application()

from samverkan.config.waiting import when_migrated  # noqa: E402 - the settings are read first

application = when_migrated(workspace)

gc.collect()
gc.freeze()  # what is loaded stays: looking through it for garbage would make one click in twenty a tenth of a second slower
