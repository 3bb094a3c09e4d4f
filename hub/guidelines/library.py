"""The brand's library as a guideline's file refers to it: by the names of files."""

from pathlib import PurePosixPath
from typing import Any

from brand.errors import GuidelineError
from hub.assets.asset import stored_name
from renderers.contract.message import Message


class Library:
    """Finds files of a brand by name, and names them. A name means the newest file of it, pictures first."""

    def __init__(self, brand_id: int, *, pictures: Any = None, documents: Any = None) -> None:
        from hub.assets.models import DocumentAsset, ImageAsset

        self._brand_id = brand_id
        self._models: dict[str, Any] = {"picture": pictures or ImageAsset, "document": documents or DocumentAsset}
        self._found: dict[str, tuple[str, int] | None] = {}

    def number(self, kind: str, path: str) -> int | None:
        """The number of the picture or document found under a path, or None."""
        found = self._newest(path)
        return found[1] if found is not None and found[0] == kind else None

    def name(self, kind: str, number: int) -> str | dict[str, str]:
        """The name under which a file is found again, with its alternative text where it has one.

        Raises:
            GuidelineError: it is gone, or a newer file has its name.
        """
        asset = self._models[kind].objects.filter(brand_id=self._brand_id, pk=number).first()
        if asset is None:
            raise GuidelineError(Message("A chosen file is not in the library any more. Choose another."))
        name = PurePosixPath(str(asset.file.name)).name
        if self._newest(name) != (kind, number):
            message = Message(
                "The library has a newer file “{name}”. Choose that one, or upload this one again.", name=name
            )
            raise GuidelineError(message)
        description = getattr(asset, "description", "")
        return {"file": name, "alt": description} if description else name

    def _newest(self, path: str) -> tuple[str, int] | None:
        name = stored_name("", path).rpartition("/")[2] if path else ""
        if name not in self._found:
            self._found[name] = self._look(f"/{name}") if name else None
        return self._found[name]

    def _look(self, ending: str) -> tuple[str, int] | None:
        for kind, model in self._models.items():
            rows = model.objects.filter(brand_id=self._brand_id, file__endswith=ending).order_by("-pk")
            number = rows.values_list("pk", flat=True).first()
            if number is not None:
                return kind, number
        return None
