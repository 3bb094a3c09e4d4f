"""A PDF is looked at in a process of its own, which whoever calls lends: its parsers are large, and written in C++.

What comes back is JSON, read and checked like any other file, never a pickle.
"""

import json
from collections.abc import Callable
from functools import partial

from brand.errors import InspectError
from brand.inspect.pdf import inspect_pdf
from brand.subject import Subject
from renderers.contract import codec
from renderers.contract.message import Message

#: Runs a job elsewhere, within bounds on time and memory, and answers its bytes; the file's name is for its complaints.
Runner = Callable[[Callable[[], bytes], str], bytes]


def here(job: Callable[[], bytes], _name: str) -> bytes:
    """Run a job in this process, without bounds."""
    return job()


def inspect_pdf_apart(data: bytes, *, name: str, locale: str = "", run: Runner = here) -> Subject:
    """Inspect a PDF in the process that `run` lends.

    Raises:
        InspectError: as `inspect_pdf`; or what `run` says of a parser that hung, crashed or asked for too much.
    """
    answer = run(partial(_inspected, data, name, locale), name)
    try:
        body = json.loads(answer)
        refusal = codec.read(Message | None, body.get("refusal"), "refusal")
        subject = codec.read(Subject | None, body.get("subject"), "subject")
    except (ValueError, AttributeError, RecursionError) as error:  # of a SchemaError, too
        refusal, subject = _unreadable(str(error)), None
    if subject is None:
        raise InspectError(refusal or _unreadable("no answer"), file=name)
    found: Subject = subject
    return found


def _unreadable(problem: str) -> Message:
    return Message("This is no PDF that can be read: {problem}. Export it again.", problem=problem[:200])


def _inspected(data: bytes, name: str, locale: str) -> bytes:
    """The job: the subject, or why there is none."""
    try:
        answer = {"subject": codec.plain(inspect_pdf(data, name=name, locale=locale))}
    except InspectError as error:
        answer = {"refusal": codec.plain(error.message)}
    return json.dumps(answer).encode()
