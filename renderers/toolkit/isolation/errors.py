"""What can go wrong with a guarded job."""

from renderers.contract.errors import RenderFailedError
from renderers.contract.message import Message


class GuardedJobError(RenderFailedError):
    """A job in a guarded child did not hand back a result."""


class JobTimeoutError(GuardedJobError, TimeoutError):
    """The job took longer than it was given."""


class JobOutOfMemoryError(GuardedJobError, MemoryError):
    """The job asked for more memory than it was given."""


class JobOutputTooLargeError(GuardedJobError):
    """The job's answer, or a file it wrote, was larger than allowed."""


class JobCrashedError(GuardedJobError):
    """The job's process died: by a signal, or by leaving without an answer."""


class NurseryError(GuardedJobError, ConnectionError):
    """The process that forks the guarded children could not be started or went away."""


class JobRaisedError(GuardedJobError):
    """The job raised an exception; `error_type` is its class name, `error_message` its text."""

    def __init__(self, job: str, *, error_type: str, error_message: str) -> None:
        super().__init__(Message("{job} failed: {error}", job=job, error=error_message or error_type))
        self.error_type = error_type
        self.error_message = error_message
