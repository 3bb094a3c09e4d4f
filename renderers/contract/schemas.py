"""The names and numbers under which contract types are written as JSON."""

from renderers.contract.artifact import Artifact
from renderers.contract.codec import Schema
from renderers.contract.document import Document
from renderers.contract.request import RenderRequest
from renderers.contract.tokens import Tokens
from renderers.contract.view import RenderInput

DOCUMENT = Schema("document", 1, Document)
TOKENS = Schema("tokens", 1, Tokens)
REQUEST = Schema("render-request", 1, RenderRequest)
INPUT = Schema("render-input", 1, RenderInput)
ARTIFACT = Schema("artifact", 1, Artifact)
