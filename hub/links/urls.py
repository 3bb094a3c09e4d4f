"""The addresses of short links: public, and short."""

from django.urls import re_path

from hub.links.shortening import ALPHABET, LENGTH
from hub.links.views import follow

urlpatterns = [re_path(rf"^s/(?P<code>[{ALPHABET}]{{{LENGTH}}})$", follow, name="short_link")]
