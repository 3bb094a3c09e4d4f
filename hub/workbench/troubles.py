"""Why something could not be rendered, in the words of whoever reads it."""

from django.utils.translation import gettext as _

from hub.accounts.language import current_translator
from hub.variants.jobs import NEVER_CAME_BACK
from hub.variants.models import RenderJob
from renderers.contract import codec
from renderers.contract.message import Message


def trouble_of(job: RenderJob) -> str:
    """What went wrong at the last attempt of a job."""
    if job.problem:
        said: Message = codec.read(Message, job.problem, "problem")
        return said.show(current_translator())
    if job.error == NEVER_CAME_BACK:
        return _("The worker ended each time it rendered this. Tell whoever runs the hub: its log may say why.")
    return _("Something inside the channel failed (%(error)s). Tell whoever runs the hub, if it stays so.") % {
        "error": job.error
    }
