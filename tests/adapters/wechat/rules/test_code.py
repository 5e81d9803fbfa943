"""Code blocks: nothing of them is lost, whatever the platform does to white space."""

from typing import Any

from publisher.model.tree import CodeBlock
from publisher_wechat.forms import Choice
from publisher_wechat.rules.ink import Options

WRAPS = "white-space:pre-wrap;word-break:break-word"
COLOURS = {".code-k": {"color": "red"}, ".code-n": {"color": "blue"}}


def test_code_keeps_line_ends_and_indentation_without_white_space_between_elements(bench: Any) -> None:
    assert bench.html(CodeBlock(code="a\n  b  c\n\n\td <x>")) == (
        f'<pre style="{WRAPS}">a<br>&nbsp;&nbsp;b&nbsp; c<br><br>&nbsp;&nbsp;&nbsp;&nbsp;d &lt;x&gt;</pre>'
    )


def test_long_lines_wrap_or_scroll(bench: Any) -> None:
    themed = {"pre": {"overflow-x": "auto", "white-space": "pre"}}
    assert bench.html(CodeBlock(code="a"), themed) == f'<pre style="{WRAPS}">a</pre>'
    scrolled = bench.html(CodeBlock(code="a"), themed, options=Options(scroll=True))
    assert scrolled == '<pre style="overflow-x:auto;white-space:pre">a</pre>'


def test_code_is_coloured_by_styles_and_no_space_stands_alone_between_spans(bench: Any) -> None:
    assert bench.html(CodeBlock(code="IF x\nGO ON", language="t"), {".code-k": {"color": "red"}}) == (
        f'<pre style="{WRAPS}"><span style="color:red">IF</span> x<br>'
        '<span style="color:red">GO ON</span></pre>'
    )


def test_few_colours_are_those_of_keywords_strings_and_comments(bench: Any) -> None:
    block = CodeBlock(code="IF x", language="t")
    assert bench.html(block, COLOURS).count("<span") == 2
    assert bench.html(block, COLOURS, choice=Choice(colours="few")).count("<span") == 1
    assert "<span" not in bench.html(block, COLOURS, choice=Choice(colours="none"))


def test_lines_are_numbered_where_the_author_wants_it(bench: Any) -> None:
    code = CodeBlock(code="\n".join(f"l{n}" for n in range(1, 11)))
    assert "<section" not in bench.html(code)
    written = bench.html(code, options=Options(numbers=True))
    assert "<section>\u20071&nbsp;l1</section>" in written
    assert "<section>10&nbsp;l10</section>" in written
    assert "text-indent:-1.86em" in written


def test_marked_lines_stand_out_and_an_empty_one_keeps_its_height(bench: Any) -> None:
    styles = {"pre": {"font-size": "13px", "color": "black"}, ".line-marked": {"background": "yellow"}}
    written = bench.html(CodeBlock(code="a\n\nb", info="py {2}", language="py"), styles)
    assert '<section style="font-size:13px;color:black;background:yellow"><br></section>' in written
    assert written.count("yellow") == 1


def test_a_title_stands_above_its_code(bench: Any) -> None:
    written = bench.html(CodeBlock(code="a", info='py title="a&b.py"', language="py"))
    assert written.startswith("<p>a&amp;b.py</p><pre")
