"""Finding plug-ins: a scan of our own folder, then entry points of installed packages. Used for channels and rules."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import metadata
from types import ModuleType
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Broken:
    """A third-party plug-in that was skipped, and why. The hub shows it as a system check."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Discovered(Generic[T]):
    """The plug-ins found, by key and sorted, and those that could not be loaded."""

    plugins: dict[str, T]
    broken: tuple[Broken, ...]


def discover(
    package: ModuleType,
    *,
    group: str,
    kind: type[T],
    key: Callable[[T], str],
    depth: int = 1,
    check: Callable[[T], Iterable[str]] = lambda _: (),
) -> Discovered[T]:
    """Load every `plugin` in the package's modules (`depth` levels down) and in the entry point group.

    One of ours that fails stops the process; a third party's is skipped and reported, as is one whose key is taken.

    Raises:
        TypeError: one of our own modules holds no proper `plugin`.
    """
    plugins: dict[str, T] = {}
    for name in sorted(_modules(package, depth)):
        plugin = _proper(getattr(importlib.import_module(name), "plugin", None), name, kind, check)
        if key(plugin) in plugins:
            raise TypeError(f"{name}: the key {key(plugin)!r} is taken")
        plugins[key(plugin)] = plugin
    broken: list[Broken] = []
    for entry in sorted(metadata.entry_points(group=group), key=lambda entry: entry.name):
        try:
            plugin = _proper(_unwrapped(entry.load()), entry.value, kind, check)
            if key(plugin) in plugins:
                raise TypeError(f"the key {key(plugin)!r} is taken")
        except (Exception, SystemExit) as error:  # noqa: BLE001 -- a stranger's module may fail in any way
            broken.append(Broken(entry.value, f"{type(error).__name__}: {error}"))
        else:
            plugins[key(plugin)] = plugin
    return Discovered(dict(sorted(plugins.items())), tuple(broken))


def _modules(package: ModuleType, depth: int) -> Iterable[str]:
    for info in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        if depth > 1:
            if info.ispkg:
                yield from _modules(importlib.import_module(info.name), depth - 1)
        else:
            yield info.name


def _unwrapped(loaded: object) -> object:
    return getattr(loaded, "plugin", loaded) if isinstance(loaded, ModuleType) else loaded


def _proper(plugin: object, name: str, kind: type[T], check: Callable[[T], Iterable[str]]) -> T:
    if not isinstance(plugin, kind):
        raise TypeError(f"{name}: `plugin` is {type(plugin).__name__}, not a {kind.__name__}")
    if complaints := list(check(plugin)):
        raise TypeError(f"{name}: {'; '.join(complaints)}")
    return plugin
