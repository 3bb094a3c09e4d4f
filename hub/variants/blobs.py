"""Keeping bytes by their content."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage
from django.db import IntegrityError, transaction

from hub.variants.models import Blob


def store(data: bytes, media_type: str) -> Blob:
    """Keep bytes; the same bytes are kept once, whoever brings them and however often."""
    sha256 = hashlib.sha256(data).hexdigest()
    found = Blob.objects.filter(pk=sha256).first()
    if found is not None and found.file.storage.exists(str(found.file.name)):
        return found
    blob = found or Blob(sha256=sha256, media_type=media_type, size=len(data))
    name = blob.file.field.generate_filename(blob, sha256)
    storage = blob.file.storage
    # The name is the content: a file that is there already is the same one, left by a write that never committed.
    if not storage.exists(name):
        _write(storage, name, data)
    blob.file.name = name
    if found is None:
        try:
            with transaction.atomic():
                blob.save(force_insert=True)
        except IntegrityError:
            return Blob.objects.get(pk=sha256)
    return blob


def _write(storage: Storage, name: str, data: bytes) -> None:
    """Put a file in its place whole or not at all: who is killed while writing leaves no half of it under its name."""
    if not isinstance(storage, FileSystemStorage):
        storage.save(name, ContentFile(data))  # buckets keep no half objects
        return
    path = Path(storage.path(name))
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).chmod(0o644 if storage.file_permissions_mode is None else storage.file_permissions_mode)
    Path(file.name).replace(path)


def read(sha256: str) -> bytes:
    """The bytes of a digest.

    Raises:
        Blob.DoesNotExist: nobody stored them.
    """
    with Blob.objects.get(pk=sha256).file.open("rb") as file:
        data: bytes = file.read()
    return data
