"""Going through a tree and making a changed copy of it, whatever the node kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any, TypeVar

from publisher.model.tree import Node

N = TypeVar("N", bound=Node)
Change = Callable[[Node], Node | tuple[Node, ...]]


def children(node: Node) -> list[Node]:
    """The nodes directly below, in reading order."""
    found: list[Node] = []
    for name in _parts(type(node)):
        _flat(getattr(node, name), found)
    return found


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, pre-order: inlines, cells and list items too."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(children(node)))


def transform(node: N, change: Change) -> N:
    """A copy rebuilt from the leaves up, each node replaced by what `change` makes of it.

    A tuple splices its nodes into the parent's, `()` removes. Where a parent holds exactly one node
    (`Figure.image`, `Table.head`, the root) one node must come back; only a head may also go away.
    Unchanged parts are shared with the original. Raises TypeError for a tuple where it does not fit.
    """
    made = _transformed(node, change)
    if not isinstance(made, type(node)):
        raise TypeError(f"{type(node).__name__} at the root became {type(made).__name__}")
    return made


def _transformed(node: Node, change: Change) -> Node | tuple[Node, ...]:
    parts = _parts(type(node))
    if not parts:  # most nodes are leaves
        return change(node)
    changed: dict[str, Any] = {}
    for name in parts:
        old = getattr(node, name)
        if isinstance(old, tuple):
            new: object = _spliced(old, change)
        elif isinstance(old, Node):
            new = _single(node, name, _transformed(old, change))
        else:
            continue
        if new is not old:
            changed[name] = new
    return change(replace(node, **changed) if changed else node)


def _spliced(old: tuple[Any, ...], change: Change) -> tuple[Any, ...]:
    new: list[Any] = []
    same = True
    for entry in old:
        if isinstance(entry, tuple):
            inner = _spliced(entry, change)
            new.append(inner)
            same = same and inner is entry
            continue
        made = _transformed(entry, change)
        if isinstance(made, tuple):
            new.extend(made)
        else:
            new.append(made)
        same = same and made is entry
    return old if same else tuple(new)


def _single(parent: Node, name: str, made: Node | tuple[Node, ...]) -> Node | None:
    if isinstance(made, Node):
        return made
    if len(made) == 1:
        return made[0]
    if not made and name == "head":
        return None
    raise TypeError(f"{type(parent).__name__}.{name} holds one node, not {len(made)}")


def _flat(value: object, found: list[Node]) -> None:
    if isinstance(value, Node):
        found.append(value)
    elif isinstance(value, tuple):
        for entry in value:
            _flat(entry, found)


_PARTS: dict[type[Node], tuple[str, ...]] = {}


def _parts(kind: type[Node]) -> tuple[str, ...]:
    """Fields that may hold nodes: everything but where the node came from and plain scalars."""
    if kind not in _PARTS:
        _PARTS[kind] = tuple(
            field.name
            for field in fields(kind)
            if field.type not in {"str", "str | None", "int", "bool", "bool | None"}
            and field.name not in {"lines", "span"}
        )
    return _PARTS[kind]
