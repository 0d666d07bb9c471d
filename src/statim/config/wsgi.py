"""The server's entry: Django, with static files answered before it."""

from __future__ import annotations

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from whitenoise import WhiteNoise

from statim.annotations import following
from statim.config.warming import warm
from statim.editorial import renewal, timer
from statim.publisher import following as choices
from statim.search import follower, index
from statim.search.sense import near
from statim.usage import noting

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "statim.config.settings")

application = WhiteNoise(
    get_wsgi_application(),
    root=settings.STATIC_ROOT,
    prefix=settings.STATIC_URL,
    max_age=31536000,
    immutable_file_test=lambda path, url: True,
)

warm()
choices.start()
renewal.start()
gc.collect()
gc.freeze()  # code and settings live on: no request waits while they are looked through for rubbish
follower.start(then=index.warm)
near.start()
timer.start()
following.start()
noting.start()
