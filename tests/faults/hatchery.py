"""A process that has loaded the hub and forks servers and workers of it on demand: each dies alone and comes back fast.

`web PORT` or `worker` on a line of standard input; the number of the new process on a line of standard output.
"""

import logging
import os
import signal
import socketserver
import sys
from typing import NoReturn

import django


def main() -> None:
    """Fork what is asked for until standard input ends."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.faults.settings")
    django.setup()
    _preload()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        what, *words = line.split()
        pid = os.fork()
        if pid == 0:
            _become(what, words)
        print(pid, flush=True)  # noqa: T201


def _preload() -> None:
    """Load what the first request would load."""
    from django.urls import get_resolver

    from renderers import registry

    get_resolver().url_patterns  # noqa: B018
    registry.all_renderers()


def _become(what: str, words: list[str]) -> NoReturn:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    sys.stdin.close()
    try:
        if what == "web":
            _serve(int(words[0]))
        else:
            from django.core.management import call_command

            call_command("worker", interval=0.05, sweep_every=3.0, schedule_every=1.0)
    except BaseException:
        logging.getLogger("hatchery").exception("%s ended", what)
    finally:
        os._exit(1)


def _serve(port: int) -> None:
    from django.core.servers.basehttp import WSGIRequestHandler, WSGIServer

    from hub.wsgi import application

    class Quiet(WSGIRequestHandler):
        def log_message(self, *_args: object) -> None:
            pass

    class Server(socketserver.ThreadingMixIn, WSGIServer):
        daemon_threads = True
        allow_reuse_address = True

    server = Server(("127.0.0.1", port), Quiet)
    server.set_app(application)
    server.serve_forever(poll_interval=0.05)


if __name__ == "__main__":
    main()
