"""A desk's settings, and an address that publishes without a form."""

from hub.settings.dev import *  # noqa: F403

DEBUG = False
ROOT_URLCONF = "tests.faults.urls"
#: Killed workers' jobs are taken over soon: a proof must not wait.
HUB_LEASE_SECONDS = 1.5
SILENCED_SYSTEM_CHECKS = ["security"]
#: Who reads as fast as they can is not held up.
HUB_API_RATE = 0
