"""Writes the corpus anew: `python -m tests.corpus`. Pictures that are there stay, for their digests."""

import json

from renderers.contract import codec
from renderers.contract.schemas import DOCUMENT, TOKENS
from tests.corpus import DOCUMENTS, FOLDER, PICTURES
from tests.corpus.drafts import brand, pictures, pieces

PICTURES.mkdir(exist_ok=True)
for name in pictures.KNOWN:
    if not (PICTURES / name).exists():
        (PICTURES / name).write_bytes(pictures.draw(name))

DOCUMENTS.mkdir(exist_ok=True)
drafts = pieces.all_pieces(PICTURES)
for path in DOCUMENTS.glob("*.json"):
    if path.stem not in drafts:
        path.unlink()
for name, draft in drafts.items():
    text = json.dumps(codec.dump(draft, DOCUMENT), ensure_ascii=False, indent=1)
    (DOCUMENTS / f"{name}.json").write_text(text + "\n", "utf-8")
text = json.dumps(codec.dump(brand.tokens(PICTURES), TOKENS), ensure_ascii=False, indent=1)
(FOLDER / "tokens.json").write_text(text + "\n", "utf-8")
