"""The sandbox templates run in: nothing they reach can be changed, and nothing they do goes on for ever."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, Undefined, nodes, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from publisher.markdown.blocks.meter import NUMBER, WEIGHT, TooMuch, held, meter, weight

_DROPPED = ("random", "format", "pprint", "tojson", "xmlattr", "urlize")
"""Filters whose result is another each time, is as large as a number says, or means nothing in Markdown."""
_GROWING = frozenset({"indent", "expandtabs"})
"""What makes room at every place of a text by a number."""


class Bounded(ImmutableSandboxedEnvironment):
    """`templates` by name, each with the path that errors name; `filters` besides Jinja's
    own. Errors are Jinja's; TooMuch is one of them."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(
        self, templates: Mapping[str, tuple[str, str]], filters: Mapping[str, Callable[..., Any]]
    ) -> None:
        def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
            file, text = templates.get(name, ("", ""))
            return (text, file, lambda: True) if file else None

        super().__init__(
            loader=FunctionLoader(load),
            autoescape=False,  # the output is Markdown; HTML in it is sanitised like the author's
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
            finalize=_printed,
        )
        del self.globals["lipsum"]  # another text each time
        for name in _DROPPED:
            del self.filters[name]
        self.filters = {name: _bounded(name, one) for name, one in {**self.filters, **filters}.items()}
        self.filters |= {"_each": _each, "_joined": _joined, "_held": _held, "_text": _text}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        _Counted().visit(tree)
        return tree

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "%" and isinstance(left, str):
            raise SecurityError("% does not put texts together here: use ~")
        if operator == "**" and not (isinstance(right, int) and abs(right) <= 64):
            raise TooMuch("a power is too large")
        if operator == "*":
            for one, times in ((left, right), (right, left)):
                if (
                    isinstance(times, int)
                    and not isinstance(one, int | float)
                    and weight(one) * times > WEIGHT
                ):
                    raise TooMuch(f"a text or list is repeated {times} times")
        meter().step()
        return held(super().call_binop(context, operator, left, right))

    def call(self, context: Context, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        owner = getattr(function, "__self__", None)
        subject = owner if isinstance(owner, str | bytes) else None
        _check(getattr(function, "__name__", ""), subject, (*args, *kwargs.values()))
        return held(super().call(context, function, *args, **kwargs))

    def wrap_str_format(self, value: Any) -> None:
        if super().wrap_str_format(value) is not None:
            raise SecurityError("text.format() is not to be had here: use ~")


class _Counted(NodeTransformer):
    """Leads through a filter whatever could go on or grow without a call."""

    def visit_For(self, node: nodes.For) -> nodes.Node:
        self.generic_visit(node)
        node.iter = _filter(node.iter, "_each")
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        self.generic_visit(node)
        return _filter(nodes.List(node.nodes, lineno=node.lineno), "_joined")

    def visit_TemplateData(self, node: nodes.TemplateData) -> nodes.Node:
        return _filter(node, "_text")

    def visit_Dict(self, node: nodes.Dict) -> nodes.Node:
        self.generic_visit(node)
        return _filter(node, "_held")

    visit_List = visit_Dict

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Node:
        self.generic_visit(node)
        return _filter(node, "_held") if node.ctx == "load" else node


def _filter(node: nodes.Node, name: str) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def _bounded(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that counts. Some are handed the context or environment before the value."""
    first = 1 if hasattr(function, "jinja_pass_arg") else 0

    @functools.wraps(function)
    def called(*args: Any, **kwargs: Any) -> Any:
        subject, rest = args[first] if len(args) > first else None, args[first + 1 :]
        _check(name, subject, (*rest, *kwargs.values()))
        return held(function(*args, **kwargs))

    return called


def _check(name: str, subject: object, args: Iterable[object]) -> None:
    """Before a function works: what it may make of its arguments at most."""
    size, factor = weight(subject), 1
    for one in args:
        if isinstance(one, int) and abs(one) > NUMBER:
            raise TooMuch(f"{name or 'a function'} is handed a number above {NUMBER}")
        if isinstance(one, str):
            factor += len(one)
        elif isinstance(one, int) and name in _GROWING:
            factor += abs(one)
    meter().step(size)
    if size * factor > 10 * WEIGHT:
        raise TooMuch(f"{name} would make too long a text")


def _printed(value: Any) -> Any:
    """What stands between {{ and }}: words and numbers."""
    if isinstance(value, str):
        return meter().told(value)
    if value is None or isinstance(value, int | float | date | Undefined):
        return meter().told(str(value))
    raise TypeError(f"{{{{ }}}} is given a {type(value).__name__}, where only words can be printed")


# These are given the context so that the compiler leaves them for the rendering.


@pass_context
def _each(_context: Context, items: Any) -> Iterator[Any]:
    return meter().each(iter(items))


@pass_context
def _joined(_context: Context, parts: list[Any]) -> object:
    meter().step()
    return held("".join(str(_printed(part)) for part in parts))


@pass_context
def _held(_context: Context, value: object) -> object:
    meter().step()
    return held(value)


@pass_context
def _text(_context: Context, text: str) -> str:
    return text
