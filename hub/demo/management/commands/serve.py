"""`manage.py serve`: the hub and its worker on this machine, with a way to sign in and a token to try."""

import argparse
import logging
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand

from hub.accounts.models import ApiToken, Brand
from hub.accounts.services import issue_token
from hub.demo.loading import KEY, load, logins
from hub.variants.models import Slot

TOKEN = "make serve"  # noqa: S105 -- a name
PATIENCE = 60.0


class Command(BaseCommand):
    """Two children, the server and the worker; when one ends, or somebody presses Ctrl-C, both do."""

    help = "Run the hub and its worker at localhost, and print a login, a token and a curl line."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Where to listen."""
        parser.add_argument("--host", default="127.0.0.1", help="address to listen at (127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen at (8000)")

    def handle(self, *_: Any, **options: Any) -> None:
        """Prepare, start both, tell how to get in, wait."""
        host, port = options["host"], options["port"]
        _require_free(host, port)
        for name in ("wagtail", "django_tasks", "pikepdf"):
            logging.getLogger(name).setLevel(logging.WARNING)
        call_command("migrate", verbosity=0)
        if not Brand.objects.filter(key=KEY).exists():
            self.stdout.write("Loading the demonstration ...")
            load(settings.DATA_DIR / "demo")
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _stop)
        children = [_child("runserver", "--noreload", f"{host}:{port}"), _child("worker")]
        try:
            self._welcome(f"http://localhost:{port}", f"http://{host}:{port}", children)
            while all(child.poll() is None for child in children):
                time.sleep(0.3)
            raise CommandError("The server or the worker ended; see above.")
        except KeyboardInterrupt:
            self.stdout.write("\nStopping ...")
        finally:
            _end(children)

    def _welcome(self, shown: str, address: str, children: list[subprocess.Popen[bytes]]) -> None:
        _wait_for(f"{address}/api/v1/openapi.json", children)
        token = _token()
        self.stdout.write(f"\nThe hub:      {shown}/admin/")
        for user in logins():
            password = user.password or "(the password you have set)"
            self.stdout.write(f"Sign in as:   {user.name} / {password}   ({user.role})")
        self.stdout.write(f"The API:      {shown}/api/v1/docs")
        self.stdout.write(f"A token:      {token}")
        self.stdout.write(f"Try:          curl -H 'Authorization: Bearer {token}' {shown}{_example()}")
        self.stdout.write("\nCtrl-C stops it.")


def _token() -> str:
    """A new token for reading, in place of the one of the last time: what it was is kept nowhere."""
    ApiToken.objects.filter(name=TOKEN, created_by=None).delete()
    return issue_token(name=TOKEN, brands=[Brand.objects.get(key=KEY)]).text


def _example() -> str:
    """The address of a text message that is there."""
    slot = Slot.objects.filter(brand__key=KEY, channel="sms", dialect="plain", arm="", locale="de").first()
    if slot is None:
        return "/api/v1/pieces"
    return f"/api/v1/pieces/{slot.piece_key}/variants/sms/message/message.txt"


def _child(*words: str) -> subprocess.Popen[bytes]:
    """A command of ours as a child in a group of its own: Ctrl-C reaches this process, which ends the children."""
    command = [sys.executable, sys.argv[0], *words]
    quiet = {"DJANGO_RUNSERVER_HIDE_WARNING": "true", "HUB_LOG_LEVEL": "WARNING"}
    return subprocess.Popen(  # noqa: S603 -- our own interpreter and command
        command, env=quiet | os.environ, stdout=subprocess.DEVNULL, start_new_session=True
    )


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.send_signal(signal.SIGINT)
    until = time.monotonic() + 10
    for child in children:
        try:
            child.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _require_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = error.strerror or str(error)
            raise CommandError(
                f"Cannot listen at {host}:{port} ({reason}). Name another port with --port.", returncode=2
            ) from error


def _wait_for(url: str, children: list[subprocess.Popen[bytes]]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and all(child.poll() is None for child in children):
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 -- our own server
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise CommandError("The server did not come up; see above.")
