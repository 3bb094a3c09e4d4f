"""The shelf of finished pictures: made once, kept by content, never more than it may hold."""

import hashlib
from concurrent.futures import ThreadPoolExecutor

from renderers.contract.document import AssetRef
from renderers.contract.place import Place
from renderers.toolkit import finished
from renderers.toolkit.finished import Shelf
from renderers.toolkit.gallery import Gallery
from renderers.toolkit.pictures import Cropped
from tests.renderers.everything import landscape


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class Workshop:
    """Makes pictures and counts them."""

    def __init__(self, size: int = 10) -> None:
        self.made = 0
        self._size = size

    def __call__(self, original: bytes) -> Cropped:
        self.made += 1
        return Cropped(original[:1] * self._size, "image/jpeg", 1, 1)


def test_the_same_picture_is_made_once() -> None:
    shelf, make = Shelf(most_bytes=1000), Workshop()
    first = shelf.get(digest(b"a"), (600, 400), b"a", make)
    assert shelf.get(digest(b"a"), (600, 400), b"a", make) is first
    assert make.made == 1
    shelf.get(digest(b"a"), (300, 200), b"a", make)
    shelf.get(digest(b"b"), (600, 400), b"b", make)
    assert make.made == 3
    shelf.clear()
    shelf.get(digest(b"a"), (600, 400), b"a", make)
    assert make.made == 4


def test_bytes_that_are_not_what_they_are_said_to_be_are_not_kept() -> None:
    shelf, make = Shelf(most_bytes=1000), Workshop()
    false = shelf.get(digest(b"a"), 600, b"forged", make)
    true = shelf.get(digest(b"a"), 600, b"a", make)
    assert false.data != true.data
    assert make.made == 2
    assert shelf.get(digest(b"a"), 600, b"a", make) is true


def test_what_was_not_used_for_longest_goes_first() -> None:
    shelf, make = Shelf(most_bytes=25), Workshop()
    for name in (b"a", b"b", b"a", b"c"):
        shelf.get(digest(name), 600, name, make)
    assert make.made == 3
    shelf.get(digest(b"a"), 600, b"a", make)
    assert make.made == 3, "a was used after b"
    shelf.get(digest(b"b"), 600, b"b", make)
    assert make.made == 4


def test_a_picture_larger_than_the_shelf_is_made_all_the_same() -> None:
    shelf, make = Shelf(most_bytes=5), Workshop()
    assert shelf.get(digest(b"a"), 600, b"a", make).data == b"a" * 10
    assert shelf.get(digest(b"a"), 600, b"a", make).data == b"a" * 10


def test_many_at_once() -> None:
    shelf, make = Shelf(most_bytes=45), Workshop()
    names = [bytes([65 + number % 6]) for number in range(600)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda name: shelf.get(digest(name), 600, name, make).data, names))
    assert found == [name * 10 for name in names]


def test_a_gallery_reads_the_original_every_time_and_sizes_it_once() -> None:
    """Whether a picture may be had is for the source to say, in every render."""
    data, reads = landscape((900, 500), 3), []
    ref = AssetRef("1", digest(data), "Hügel", width=900, height=500)

    class Source:
        def read(self, ref: AssetRef) -> bytes:
            reads.append(ref.sha256)
            return data

    finished.SHELF.clear()
    shown = [Gallery(Source()).scaled(ref, 600, Place("hero")) for _ in range(3)]
    assert len(reads) == 3
    assert len({id(one) for one in shown}) == 1
    assert (shown[0].width, shown[0].height) == (600, 333)
