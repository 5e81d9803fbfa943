"""What a site, a post or a comment wants to hear no more of."""

from dataclasses import replace

from publisher.markdown.parse import parse
from publisher.model.finding import Finding, Level
from publisher.model.post import Post, PostKey
from publisher.planning.check.codes import CODES
from publisher.planning.check.silence import heard, mistakes, of_post, of_site


def finding(code: str, line: int = 1, path: str = "content/k.md", level: Level = Level.NOTE) -> Finding:
    return Finding(code, level, "x", path=path, line=line)


def post(text: str, **publish: object) -> Post:
    return Post(PostKey("k"), "content/k.md", text, "题", parse(text).document, publish=publish)


def test_a_site_silences_a_code_everywhere_or_below_a_path() -> None:
    here, there = finding("picture-alt"), finding("picture-alt", path="notes/a/b.md")
    other = finding("table-wide")
    assert heard([here, there, other], of_site(["picture-alt"])) == (other,)
    assert heard([here, there, other], of_site(["picture-alt:notes/*"])) == (here, other)


def test_a_post_silences_only_its_own() -> None:
    there = finding("picture-alt", path="content/other.md")
    quiets = of_post(post("x", silence=["picture-alt"]))
    assert heard([finding("picture-alt"), there], quiets) == (there,)


def test_a_path_with_the_signs_of_a_pattern_is_meant_as_it_is() -> None:
    odd = replace(post("x", silence=["picture-alt"]), path="content/[a]*.md")
    assert heard([finding("picture-alt", path="content/[a]*.md")], of_post(odd)) == ()
    assert len(heard([finding("picture-alt", path="content/a1.md")], of_post(odd))) == 1


def test_errors_are_always_heard() -> None:
    error = finding("picture-missing", level=Level.ERROR)
    assert heard([error], of_site(["picture-missing"])) == (error,)


def test_a_comment_covers_the_block_behind_it() -> None:
    text = "一\n\n<!-- publish-check: silence code-long-line, table-wide -->\n```\na\n\nb\n```\n\n后\n"
    quiets = of_post(post(text))
    inside, code = finding("code-long-line", 7), finding("table-wide", 5)
    before, after, other = finding("table-wide", 1), finding("table-wide", 10), finding("picture-alt", 7)
    assert heard([before, inside, code, other, after], quiets) == (before, other, after)


def test_a_comment_at_a_line_s_end_covers_that_line() -> None:
    quiets = of_post(post("# 甲 <!-- publish-check: silence heading-jump -->\n\n# 乙\n"))
    assert heard([finding("heading-jump", 1)], quiets) == ()
    assert len(heard([finding("heading-jump", 3)], quiets)) == 1


def test_a_code_that_does_not_exist_is_told_with_the_nearest() -> None:
    text = '[site]\n[check]\nsilence = [\n  "picture-alt",\n  "heading-jmp:a/*",\n]\n'
    (found,) = mistakes(of_site(["picture-alt", "heading-jmp:a/*"]), CODES, "publish.toml", text)
    assert (found.code, found.line, found.level) == ("silence-wrong", 5, Level.WARNING)
    assert 'did you mean "heading-jump"?' in found.hint


def test_silencing_an_error_is_told_to_be_in_vain() -> None:
    (found,) = mistakes(of_site(["picture-missing"]), CODES, "publish.toml", "")
    assert "errors cannot be silenced" in found.message


def test_the_wish_to_be_silent_about_silence_is_heard() -> None:
    assert list(mistakes(of_site(["silence-wrong"]), CODES, "publish.toml", "")) == []
