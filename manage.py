#!/usr/bin/env python
"""Run one of the hub's commands, as `python manage.py COMMAND`."""

import os
import sys


def main() -> None:
    """Settings of a desk unless `DJANGO_SETTINGS_MODULE` says otherwise."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
