"""Code in colours: what is coloured, and that no character is lost."""

from itertools import pairwise
from pathlib import Path

import pytest

from publisher.contract import Colour, Tools
from publisher.typeset.colours import MOST
from publisher.typeset.tools import open_tools

CODE = 'def f(x):\n\n    return x + 1  # 加一\n\n\ns = """多\n行"""\n'


def _text(runs: tuple[Colour, ...]) -> str:
    return "".join(run.text for run in runs)


def test_kinds_are_pygments_short_classes(tools: Tools) -> None:
    kinds = {run.text.strip(): run.kind for run in tools.colour(CODE, "python")}
    assert (kinds["def"], kinds["f"], kinds["# 加一"], kinds["1"]) == ("k", "nf", "c1", "mi")


@pytest.mark.parametrize(
    "code",
    [
        CODE,
        "\n\n  x = 1\n\n",
        "x = 1",
        "\tx",
        "",
        " ",
        "\n",
        "x\r\ny = 1\r\n",
        "\ufeffx = 1",
        "x = '\u2028'",
        "\x00 $ ?",
    ],
)
@pytest.mark.parametrize("language", ["python", "cpp", "bash", "html", "text", "nosuch", "", "console"])
def test_the_runs_joined_are_the_code(tools: Tools, code: str, language: str) -> None:
    assert _text(tools.colour(code, language)) == code


@pytest.mark.parametrize(
    "language",
    [
        *(
            "py",
            "python3",
            "PY",
            "c",
            "c++",
            "cpp",
            "hpp",
            "cuda",
            "go",
            "golang",
            "rust",
            "rs",
            "java",
            "kotlin",
        ),
        *(
            "sh",
            "shell",
            "bash",
            "zsh",
            "js",
            "ts",
            "jsx",
            "tsx",
            "html",
            "css",
            "php",
            "ruby",
            "lua",
            "swift",
        ),
        *("yml", "yaml", "json", "jsonc", "toml", "ini", "dockerfile", "makefile", "cmake", "diff", "sql"),
        *("latex", "tex", "r", "matlab", "julia", "scala"),
    ],
)
def test_what_authors_write_after_a_fence_is_known(tools: Tools, language: str) -> None:
    code = (
        '# include <x>\nint main = "a" + 1; // if\n- key: \'v\' \\alpha [x] <a b="c"> FROM x\nall: $(X)\n+1'
    )
    assert {run.kind for run in tools.colour(code, language)} - {""}


@pytest.mark.parametrize(
    "language", ["", "text", "plain", "plaintext", "nosuchlanguage", "../../etc/passwd", "*", "mermaid"]
)
def test_an_unknown_language_is_one_plain_run(tools: Tools, language: str) -> None:
    assert tools.colour("a = 1\n", language) == (Colour("", "a = 1\n"),)


def test_neighbours_of_one_kind_are_one_run_and_no_run_is_only_space(tools: Tools) -> None:
    runs = tools.colour(CODE, "py")
    assert all(left.kind != right.kind for left, right in pairwise(runs))
    assert not any(run.text.isspace() for run in runs)


def test_what_a_lexer_cannot_read_is_plain_not_an_error(tools: Tools) -> None:
    assert "err" not in {run.kind for run in tools.colour("for each 样本 x ∈ D do ? $", "java")}


def test_a_huge_listing_is_left_plain(tools: Tools) -> None:
    code = "x = 1\n" * (MOST // 6 + 1)
    assert tools.colour(code, "py") == (Colour("", code),)


def test_colours_are_kept_and_damaged_files_ignored(tmp_path: Path) -> None:
    runs = open_tools(tmp_path).colour(CODE, "py")
    (file,) = tmp_path.rglob("*.json")
    kept = file.read_text(encoding="utf-8")
    file.write_text(kept.replace('"nf"', '"zz"'), encoding="utf-8")
    assert Colour("zz", "f") in open_tools(tmp_path).colour(CODE, "py")  # it was read
    for damage in ("[", "[[1, 2]]", '[["k", "other code"]]', "{}"):
        file.write_text(damage, encoding="utf-8")
        assert open_tools(tmp_path).colour(CODE, "py") == runs
