"""How a picture is written: as a Hexo tag, a Hugo shortcode, Markdown or HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

_BARE = re.compile(r"[A-Za-z][\w./-]*", re.ASCII)
_FIGURE = re.compile(r"\{\{<\s*figure\s[^\n]*?>\}\}")
_NAMED = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"')
_UNSAFE = re.compile(r"[\s()<>\\]")
_NO_PATH = re.compile(r"[\s()<>\\%#?\"]")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the post's own: `name` is its path in the post's picture folder; sizes in CSS pixels."""

    name: str
    alt: str = ""
    title: str = ""
    width: int = 0
    height: int = 0


def asset_tag(picture: Picture) -> str:
    """`{% asset_img file [width [height]] '"title" "alt"' %}`.

    Title and alt are *one* quoted argument: Hexo 8.1.2 strips the outer quotes of each argument and joins
    them, so that two quoted arguments become one title.
    """
    parts = ["asset_img", _argument(picture.name)]
    if picture.width:
        parts.append(str(picture.width))
        if picture.height:
            parts.append(str(picture.height))
    if picture.title or picture.alt:
        words = (escape(text, quote=False).replace('"', "&quot;") for text in (picture.title, picture.alt))
        parts.append(_quoted(" ".join(f'"{_one_line(text)}"' for text in words)))
    return f"{{% {' '.join(parts)} %}}"


def asset_path(name: str) -> str:
    return f"{{% asset_path {_argument(name)} %}}"


def markdown_image(picture: Picture, address: str) -> str:
    """`![alt](address "title")`; alt and title are escaped so that they read back as the same texts."""
    alt = re.sub(r"([&!])", r"\\\1", markdown_words(_one_line(picture.alt or picture.title)))
    title = f' "{_escape_quotes(picture.title)}"' if picture.title else ""
    return f"![{alt}]({address}{title})"


def markdown_words(text: str) -> str:
    """Words as Markdown takes them for nothing else."""
    return re.sub(r"([\\\[\]*_`$<])", r"\\\1", text)


def markdown_address(address: str) -> str:
    """An address as Markdown takes it: the characters that would end it percent-encoded."""
    return _encoded(_UNSAFE, address)


def path_address(path: str) -> str:
    """The address of a file: what an address would not take for part of a name is percent-encoded."""
    return _encoded(_NO_PATH, path)


def shortcode(picture: Picture) -> str:
    """Hugo's built-in `figure`, for pictures with a size."""
    wanted = {
        "src": picture.name,
        "alt": picture.alt or picture.title,
        "caption": picture.title if picture.alt else "",
        "width": str(picture.width or ""),
        "height": str(picture.height or ""),
    }
    named = " ".join(f'{name}="{_escape_quotes(value)}"' for name, value in wanted.items() if value)
    return f"{{{{< figure {named} >}}}}"


def read_shortcodes(text: str) -> str:
    """Hugo's `figure` as HTML, for a reader that does not know shortcodes."""

    def image(found: re.Match[str]) -> str:
        said = {name: re.sub(r"\\(.)", r"\1", value) for name, value in _NAMED.findall(found.group())}
        sizes = {key: int(said[key]) if said.get(key, "").isdigit() else 0 for key in ("width", "height")}
        picture = Picture("", said.get("alt", ""), said.get("caption", said.get("title", "")), **sizes)
        return html_image(picture, said.get("src", ""))

    return _FIGURE.sub(image, text)


def html_image(picture: Picture, address: str) -> str:
    wanted = {
        "src": address,
        "alt": picture.alt or picture.title,
        "title": picture.title,
        "width": str(picture.width or ""),
        "height": str(picture.height or ""),
    }
    named = " ".join(f'{name}="{escape(_one_line(value))}"' for name, value in wanted.items() if value)
    return f"<img {named}>"


def _encoded(signs: re.Pattern[str], text: str) -> str:
    return signs.sub(lambda found: "".join(f"%{byte:02X}" for byte in found.group().encode()), text)


def _argument(name: str) -> str:
    return name if _BARE.fullmatch(name) else _quoted(name)


def _quoted(text: str) -> str:
    """A Nunjucks string: single-quoted where nothing in it needs an escape."""
    if "'" not in text and "\\" not in text:
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _escape_quotes(text: str) -> str:
    return _one_line(text).replace("\\", "\\\\").replace('"', '\\"')


def _one_line(text: str) -> str:
    return " ".join(text.split())
