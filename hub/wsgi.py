"""The hub as a WSGI application: `granian --interface wsgi hub.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.production")

django = get_wsgi_application()

from hub.accounts.patience import bound_requests  # noqa: E402 -- the apps are ready now
from hub.api.quick import with_short_way  # noqa: E402

bound_requests()
application = with_short_way(django)
