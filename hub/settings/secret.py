"""The key that signs sessions while nobody has set one: made once, kept beside the database."""

import os
import secrets
from pathlib import Path


def kept_secret_key(folder: Path) -> str:
    """The key in `folder/secret.key`, made on the first call and readable by its owner only."""
    file = folder / "secret.key"
    folder.mkdir(parents=True, exist_ok=True)
    key = secrets.token_urlsafe(64)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii").strip() or key
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(key)
    return key
