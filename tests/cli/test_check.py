"""`publish check` as a person and a CI job meet it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

FIRST = "content/first/index.md"


def write(site: Path, text: str, *, front: str = "") -> None:
    """The first post anew: its front matter with more keys, and a text."""
    head = f"---\ntitle: 第一篇\nabbrlink: aaaa0001\ndate: 2026-01-02 08:00:00\n{front}---\n"
    (site / FIRST).write_text(head + text, encoding="utf-8")
    Image.new("L", (400, 300)).save((site / FIRST).with_name("pic.png"))


def settings(site: Path, more: str) -> None:
    path = site / "publish.toml"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")


GOOD = "{% asset_img pic.png 图 %}\n\n好好的一段。\n"
SLIP = f"{GOOD}\n##标题\n"
"""The slip is on line 10, after five of front matter and four of text."""


def test_clean_posts_are_said_to_be_so_and_how_much_was_looked_at(publish: Callable, site: Path) -> None:
    write(site, GOOD, front="cover: pic.png\n")
    ran = publish("check")
    assert (ran.code, ran.out.strip()) == (0, "1 post × 3 targets: nothing to mend")
    assert publish("check", "--to", "blog", FIRST).out.strip() == "1 post × 1 target: nothing to mend"


def test_findings_name_file_line_column_level_and_code(publish: Callable, site: Path) -> None:
    write(site, SLIP)
    ran = publish("check", "--to", "blog")
    assert ran.code == 0
    assert f"{FIRST}:10:1: warning: a heading needs a space behind its #: ##标题 [heading-as-text]" in ran.out
    assert "    try: write half-width # signs" in ran.out
    assert ran.out.strip().endswith("1 post × 1 target: 1 warning")


def test_what_counts_as_failure_is_asked_or_set(publish: Callable, site: Path) -> None:
    write(site, SLIP)
    assert publish("check", "--fail-on", "warning").code == 1
    settings(site, '[check]\nfail_on = "warning"\n')
    assert publish("check").code == 1
    assert publish("check", "--fail-on", "error").code == 0


def test_an_error_fails_always(publish: Callable, site: Path) -> None:
    write(site, "![无](nowhere.png)\n\n##标题\n")
    ran = publish("check")
    assert ran.code == 1
    assert f"{FIRST}:6: error: picture nowhere.png is missing [picture-missing]" in ran.out
    assert "[heading-as-text]" in ran.out


def test_every_broken_formula_is_told_and_what_else_there_is(publish: Callable, site: Path) -> None:
    write(site, "$\\frac{$ 和好的\n\n$a$ 中 $\\nope{$\n\n##标题\n")
    ran = publish("check", "--to", "wechat", "--json")
    assert ran.code == 1
    found = ran.json["findings"]
    broken = [(each["line"], each["level"]) for each in found if each["code"] == "formula-broken"]
    assert broken == [(6, "error"), (8, "error")]
    assert "heading-as-text" in {each["code"] for each in found}
    ran = publish("check", "--to", "wechat", "--json", "--lenient")
    assert (ran.code, "error" in ran.out) == (0, False)


def test_many_of_one_kind_are_told_as_one(publish: Callable, site: Path) -> None:
    write(site, GOOD + "\n\n".join(f"##标题{number}" for number in range(9)))
    out = publish("check", "--to", "blog").out
    assert out.count(": warning: a heading") == 3
    assert "6 more [heading-as-text] on lines" in out
    assert out.count("try:") == 1
    assert publish("check", "--to", "blog", "--verbose").out.count(": warning: a heading") == 9


def test_a_site_a_post_and_a_comment_can_silence(publish: Callable, site: Path) -> None:
    write(site, SLIP, front="publish: {silence: [heading-as-text]}\n")
    assert publish("check", "--to", "blog").out.strip() == "1 post × 1 target: nothing to mend (1 silenced)"
    write(site, f"{GOOD}\n<!-- publish-check: silence heading-as-text -->\n##标题\n")
    assert "(1 silenced)" in publish("check", "--to", "blog").out
    write(site, SLIP)
    settings(site, '[check]\nsilence = ["heading-as-text:content/*"]\n')
    assert "(1 silenced)" in publish("check", "--to", "blog").out


def test_a_misspelt_code_is_told_where_it_stands(publish: Callable, site: Path) -> None:
    write(site, GOOD, front="publish: {silence: [picture-atl]}\n")
    settings(site, '[check]\nsilence = ["heading-jmp"]\n')
    out = publish("check", "--to", "blog").out
    line = (site / "publish.toml").read_text(encoding="utf-8").splitlines().index(
        'silence = ["heading-jmp"]'
    ) + 1
    assert f'publish.toml:{line}: warning: there is no code "heading-jmp" to silence [silence-wrong]' in out
    assert f'{FIRST}:5: warning: there is no code "picture-atl" to silence' in out
    assert 'try: did you mean "picture-alt"?' in out


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ('[check]\nsilense = ["a"]\n', 'unknown key — did you mean "silence"?'),
        ('[check]\nfail_on = "warnings"\n', 'did you mean "warning"?'),
        ("[check]\ncode_columns = -1\n", "must be 0 (any length) or more"),
        ("[chek]\n", 'did you mean "check"?'),
        ('[targets.silence]\nadapter = "blog"\npath = "x"\n', "none of `at`, `silence`"),
    ],
)
def test_mistakes_in_the_settings_are_told(publish: Callable, site: Path, more: str, told: str) -> None:
    settings(site, more)
    ran = publish("check")
    assert ran.code == 2
    assert told in ran.err


def test_silence_in_a_post_is_a_list_of_codes(publish: Callable, site: Path) -> None:
    write(site, GOOD, front="publish: {silence: picture-alt}\n")
    ran = publish("check")
    assert ran.code == 1
    assert f"{FIRST}:5: error: publish.silence must be a list of codes [publish-option]" in ran.out


def test_a_target_the_post_leaves_out_is_not_asked(publish: Callable, site: Path) -> None:
    write(site, "没有图。\n", front="publish: {wechat: false}\n")
    assert "wechat" not in publish("check").out


def test_longer_code_may_be_allowed(publish: Callable, site: Path) -> None:
    write(site, f"{GOOD}\n```\n{'x' * 100}\n```\n")
    assert "[code-long-line]" in publish("check").out
    settings(site, "[check]\ncode_columns = 100\n")
    assert "[code-long-line]" not in publish("check").out


def test_a_second_check_says_the_same(publish: Callable, site: Path) -> None:
    write(site, SLIP)
    assert publish("check").out == publish("check").out


def test_a_file_that_cannot_be_read_is_a_finding_and_stops_no_other(publish: Callable, site: Path) -> None:
    write(site, SLIP)
    (site / "content/broken.md").write_text("---\ntitle: [\n---\n文\n", encoding="utf-8")
    ran = publish("check")
    assert ran.code == 1
    assert "content/broken.md:3: error:" in ran.out
    assert "[post-unreadable]" in ran.out
    assert "[heading-as-text]" in ran.out


def test_paths_are_those_seen_from_where_one_stands(
    publish: Callable, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(site, SLIP)
    monkeypatch.chdir(site / "content")
    assert publish("check", "--to", "blog").out.startswith("first/index.md:10:1: warning")
    assert publish("check", "--to", "blog", "--json").json["findings"][0]["file"] == FIRST


def test_a_site_without_targets_is_read_all_the_same(publish: Callable, site: Path) -> None:
    write(site, SLIP)
    path = site / "publish.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("[targets.blog]")], encoding="utf-8")
    assert publish("check").out.strip().endswith("1 post × 0 targets: 1 warning")


def test_codes_are_listed_and_explained(publish: Callable) -> None:
    listed = publish("check", "--list")
    assert listed.code == 0
    assert "heading-jump" in listed.out
    ran = publish("check", "--explain", "heading-jump")
    assert ran.out.startswith("heading-jump (note)\n  A heading is more than one level below")
    assert "try: use the level in between" in ran.out
    ran = publish("check", "--explain", "heading-jmp")
    assert ran.code == 2
    assert "did you mean heading-jump?" in ran.err


def test_the_help_shows_how_to_silence(publish: Callable) -> None:
    out = publish("check", "--help").out
    assert "[check] silence = [" in out
    assert "publish check --format sarif" in out


def test_nothing_is_sent_and_no_secret_is_asked_for(publish: Callable, site: Path) -> None:
    before = {path for path in site.rglob("*") if ".publish" not in path.parts}
    assert publish("check").code == 0
    assert {path for path in site.rglob("*") if ".publish" not in path.parts} == before
    assert not (site / ".publish/ledger").exists()


def test_settings_that_cannot_be_read_are_a_document_too(publish: Callable, site: Path) -> None:
    settings(site, "[chek]\n")
    for words in (["--json"], ["--format", "json"], ["--format=json"]):
        ran = publish("check", *words)
        assert ran.code == 2
        assert "chek" in json.loads(ran.out)["error"]["message"]


def test_a_theme_of_one_s_own_is_looked_at_line_by_line(publish: Callable, site: Path) -> None:
    write(site, GOOD, front="cover: pic.png\n")
    (site / "mine.css").write_text("p {\n  color: #333;\n  position: fixed;\n}\n", encoding="utf-8")
    path = site / "publish.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('app_id = "env', 'theme = "mine.css"\napp_id = "env'), encoding="utf-8")
    out = publish("check").out
    assert "mine.css:3: warning: " in out
    assert "[theme-property-lost] (wechat)" in out
    settings(site, '[check]\nsilence = ["theme-property-lost:*.css"]\n')
    assert "mine.css:3" not in publish("check").out
