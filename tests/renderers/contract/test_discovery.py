"""Finding plug-ins: by folder and by entry point; a stranger's broken one stops nobody."""

import sys

import pytest

from renderers.contract import discovery
from renderers.contract.discovery import discover
from tests.renderers.contract.small import Plug


class Entry:
    """An installed package's entry point."""

    def __init__(self, name, loaded):
        self.name, self.value, self._loaded = name, f"stranger.{name}", loaded

    def load(self):
        if isinstance(self._loaded, BaseException):
            raise self._loaded
        return self._loaded


@pytest.fixture
def shop(tmp_path, monkeypatch):
    """A package whose modules hold plug-ins; `find()` discovers them."""

    class Shop:
        entries = []

        def write(self, path, text):
            file = tmp_path / "pluggable" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            for folder in [file.parent, *file.parent.parents]:
                if folder == tmp_path:
                    break
                (folder / "__init__.py").touch()
            file.write_text(text)

        def find(self, **more):
            import pluggable

            return discover(
                pluggable, group="group", kind=Plug, key=lambda plug: plug.key,
                check=lambda plug: ["its key is empty"] if not plug.key else [], **more,
            )  # fmt: skip

    shop = Shop()
    shop.write("__init__.py", "")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(discovery.metadata, "entry_points", lambda group: shop.entries)
    yield shop
    for name in [name for name in sys.modules if name.partition(".")[0] == "pluggable"]:
        del sys.modules[name]


PLUG = "from tests.renderers.contract.small import Plug\nplugin = Plug({!r})\n"


def test_folders_are_scanned_and_sorted_by_key(shop):
    shop.write("a.py", PLUG.format("zebra"))
    shop.write("b/__init__.py", PLUG.format("ape"))
    assert list(shop.find().plugins) == ["ape", "zebra"]
    assert shop.find().broken == ()


def test_two_levels_down(shop):
    shop.write("family/a.py", PLUG.format("a"))
    shop.write("family/b.py", PLUG.format("b"))
    shop.write("loose.py", "x = 1")
    assert list(shop.find(depth=2).plugins) == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("x = 1", TypeError, "`plugin` is NoneType, not a Plug"),
        ("plugin = 3", TypeError, "`plugin` is int"),
        (PLUG.format(""), TypeError, "its key is empty"),
        (PLUG.format("taken"), TypeError, "'taken' is taken"),
        ("raise ValueError('x')", ValueError, "x"),
        ("def (", SyntaxError, "syntax"),
    ],
)
def test_one_of_ours_that_fails_stops_the_process(shop, text, error, says):
    shop.write("a.py", PLUG.format("taken"))
    shop.write("b.py", text)
    with pytest.raises(error, match=says):
        shop.find()


def test_a_strangers_is_added_or_skipped_with_its_reason(shop):
    import types

    module = types.ModuleType("stranger")
    module.plugin = Plug("module")
    shop.write("a.py", PLUG.format("ours"))
    shop.entries = [
        Entry("good", Plug("good")),
        Entry("module", module),
        Entry("raises", ImportError("no such library")),
        Entry("exits", RuntimeError("boom")),
        Entry("leaves", SystemExit(3)),
        Entry("wrong", "text"),
        Entry("empty", Plug("")),
        Entry("taken", Plug("ours")),
        Entry("twice", Plug("good")),
    ]
    found = shop.find()
    assert list(found.plugins) == ["good", "module", "ours"]
    assert {broken.name: broken.reason for broken in found.broken} == {
        "stranger.raises": "ImportError: no such library",
        "stranger.exits": "RuntimeError: boom",
        "stranger.leaves": "SystemExit: 3",
        "stranger.wrong": "TypeError: stranger.wrong: `plugin` is str, not a Plug",
        "stranger.empty": "TypeError: stranger.empty: its key is empty",
        "stranger.taken": "TypeError: the key 'ours' is taken",
        "stranger.twice": "TypeError: the key 'good' is taken",
    }
    assert found.plugins["ours"] == Plug("ours")
