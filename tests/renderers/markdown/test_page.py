"""The page about Markdown pieces is true: its example is read, and it names every key and block there is."""

import re
from pathlib import Path

from PIL import Image

import renderers.markdown
from renderers.contract.document import FactType, Offer, Paragraph
from renderers.markdown import fences, read_piece
from renderers.markdown.front import KEYS

PAGE = (Path(renderers.markdown.__file__).parent / "README.md").read_text("utf-8")


def test_the_example_is_read_without_a_problem(tmp_path):
    example = re.search(r"~~~~markdown\n(.*?)~~~~", PAGE, re.DOTALL)[1]
    for name in ("wald.jpg", "lampe.jpg"):
        Image.new("RGB", (40, 30)).save(tmp_path / name)
    (tmp_path / "x.md").write_text(example, encoding="utf-8")
    document = read_piece(tmp_path / "x.md").checked().document
    kinds = {type(block) for block in document.all_blocks}
    assert len(kinds) == 11
    assert {Offer, Paragraph} <= kinds
    assert document.fact("price").qualified("de") == "ab 1.299\u00a0€"


def test_every_key_type_and_block_is_on_it():
    table = PAGE.partition("## The front matter")[2]
    for key in KEYS:
        assert f"`{key}`" in table
    for kind in FactType:
        assert kind in table
    for name in (
        *fences._OFFER,
        "offer",
        "picture",
        "video",
        "action",
        "columns",
        "legal",
        "caption",
        "focal",
        "credit",
    ):
        assert name in table
