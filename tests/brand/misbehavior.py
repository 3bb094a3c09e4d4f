"""What a parser may do instead of its work, as jobs for a guarded process; imports next to nothing, as it does."""

import os
import signal
import time


def sleep(*_arguments: object) -> bytes:
    time.sleep(60)
    return b""


def grab(*_arguments: object) -> bytes:
    return b"x" * (8 << 30)


def die(*_arguments: object) -> bytes:
    os.kill(os.getpid(), signal.SIGSEGV)
    return b""


def fail(*_arguments: object) -> bytes:
    raise RecursionError("too deep")


def chatter(*_arguments: object) -> bytes:
    return b'{"subject": {"name": 7}}'


def answer(*_arguments: object) -> bytes:
    """The one that behaves."""
    return b"3"
