"""A channel that is installed and taken away again. Loads no Django: it renders in a guarded child."""

from renderers.contract.artifact import Artifact, Part
from renderers.contract.renderer import Format, OverrideField, Renderer


class HologramRenderer(Renderer):
    """Words in the air."""

    key = "hologram"
    label = "Hologram"
    version = "1"
    formats = (Format("beam", label="Beam", parts=("beam.txt",)),)
    override_fields = (OverrideField("headline", "Headline"),)

    def render(self, source, assets):
        words = [source.document.headline.source, *(block.text.source for block in source.document.blocks)]
        return Artifact((Part("beam.txt", "text/plain; charset=utf-8", "\n".join(words).encode()),))

    def measure(self, text, format_key):
        return ()
