"""A user's own style sheet held against what WeChat keeps: each line with what happens and what to do."""

import pytest

from publisher.model.finding import Level
from publisher.model.post import Note
from publisher_wechat import ADAPTER
from publisher_wechat.theme import RESOURCES


def notes(css: str) -> tuple[Note, ...]:
    return ADAPTER.inspect("styles/mine.css", css)


def only(css: str) -> Note:
    (note,) = notes(css)
    return note


@pytest.mark.parametrize(
    ("css", "kind", "said", "advised"),
    [
        ("li { color: #111 }", "theme-selector-lost", "'li'", "'.item'"),
        ("blockqoute { color: #111 }", "theme-selector-lost", "'blockqoute'", "'blockquote'"),
        ("blockquote p { color: #111 }", "theme-selector-lost", "single names", "'.quote'"),
        ("pre code { color: #111 }", "theme-selector-lost", "single names", "'pre'"),
        ("#nice { color: #111 }", "theme-selector-lost", "id", "'.article'"),
        ("* { color: #111 }", "theme-selector-lost", "by name", "'.article'"),
        ("a:hover { color: #111 }", "theme-selector-lost", "states", "the element itself"),
        ("h1::before { color: #111 }", "theme-selector-lost", "pseudo-elements", "border"),
        ("p:nth-child(2) { color: #111 }", "theme-selector-lost", "match", "element itself"),
        ("p { & .x { color: #111 } }", "theme-selector-lost", "inside another rule", "of its own"),
        ("@media (max-width: 9px) { p { color: #111 } }", "theme-rule-lost", "@media", "phone"),
        ("@font-face { src: url(x) }", "theme-rule-lost", "@font-face", "fonts that phones have"),
        ("@keyframes x { from { color: #111 } }", "theme-rule-lost", "animated", "remove it"),
        ("@import url(https://a.example/x.css);", "theme-rule-lost", "fetched", "default"),
        ('@import "https://a.example/x.css";', "theme-rule-lost", "fetched", "default"),
        ('p { color: #111 }\n@import "default";', "theme-rule-lost", "after a rule", "to the top"),
        ("p { position: absolute }", "theme-property-lost", "position", "margin"),
        ("p { filter: blur(1px) }", "theme-property-lost", "filter", "colour"),
        ("p { animation: x 1s }", "theme-property-lost", "animation", "remove it"),
        ("p { z-index: 3 }", "theme-property-lost", "position", "margin"),
        ("p { colour: #111 }", "theme-property-lost", "colour", "'color'"),
        ("p { -webkit-box-reflect: below }", "theme-property-lost", "one browser's own", "standard"),
        ("p { --x: 1px }", "theme-property-lost", "':root'", "move it there"),
        (":root { color: #111 }", "theme-property-lost", "variables only", "'.article'"),
        ("p { background: url(https://a.example/x.png) }", "theme-value-lost", "vanish", "remove it"),
        ("p { color: oklch(60% .1 20) }", "theme-value-lost", "older phones", "#hex"),
        ("p { width: 50vw }", "theme-unit", "vw", "%"),
        ("p { margin: 1rem }", "theme-unit", "16px", "margin: 16px"),
        ("p { margin: 0 !important }", "theme-important", "!important", "remove it"),
        (".caption { font-size: 10px }", "theme-size", "10px", "12px"),
        ("p { display: block; gap: 3px }", "theme-editor", "gap", "depend"),
        ("hr { background: linear-gradient(#111, #333) }", "theme-editor", "gradient", "one colour"),
        (".caption { color: #ccc }", "theme-contrast", "by day", "darker"),
        ("h3 { color: #c2410c }", "theme-contrast", "dark mode", "deeper"),
        (":root { --accent: #c2410c }", "theme-contrast", "dark mode", "deeper"),
        ("blockquote { background: #eaf4f2 }", "theme-glare", "dark mode", "translucent"),
        ("p { color }", "theme-syntax", "colon", "selector {"),
        ("p { color: #111 margin: 0 }", "theme-syntax", "; is missing", "selector {"),
        ("p { color: var(--x) }", "theme-unresolved", "--x", ":root"),
    ],
)
def test_each_thing_is_told_with_what_happens_and_what_to_do(
    css: str, kind: str, said: str, advised: str
) -> None:
    found = [note for note in notes(css) if note.kind == kind]
    assert found, notes(css)
    assert said in found[0].detail
    assert advised in found[0].detail


def test_a_note_names_the_line_of_the_file() -> None:
    assert only("/* mine */\n\np {\n  color: #111;\n  position: absolute;\n}").line == 5
    assert only("/* mine */\n:root {\n  --accent: #c2410c;\n}").line == 3


DEEP = "(" * 3000, ")" * 3000
CHAIN = "".join(f"--a{n}: var(--a{n + 1});" for n in range(3000))


@pytest.mark.parametrize(
    ("css", "kind"),
    [
        (f"h1 {{ width: calc{DEEP[0]}1px{DEEP[1]} }}", "theme-unresolved"),
        (f"h1 {{ color: {'var(--x, ' * 3000}red{DEEP[1]} }}", "theme-unresolved"),
        (f":root {{ {CHAIN} --a3000: red }} h1 {{ color: var(--a0) }}", "theme-unresolved"),
        (f"h1{DEEP[0]}{DEEP[1]} {{ color: #111 }}", "theme-selector-lost"),
        (f"h1 {{ a{DEEP[0]}{DEEP[1]} {{ color: #111 }} }}", "theme-selector-lost"),
    ],
)
def test_what_is_nested_without_end_is_told_like_any_other_mistake(css: str, kind: str) -> None:
    assert kind in {note.kind for note in notes(css)}


def test_text_is_held_against_the_box_it_stands_in() -> None:
    bar = "h1 { background: #222; color: #fff }\n"
    told = [note for note in notes(bar) if note.kind == "theme-contrast"]
    assert told
    assert all("'h1'" in note.detail for note in told)
    quiet = "a, .link, .cite, s, strong, code { color: inherit; background: none }"
    assert notes('@import "bare";' + bar + quiet) == ()


def test_a_theme_that_is_well_is_told_nothing() -> None:
    assert (
        notes("/* mine */ :root { --accent: #155093 } h2 { border-bottom: 1px solid rgba(0,0,0,.2) }") == ()
    )


@pytest.mark.parametrize("path", [path for path in RESOURCES if path.startswith("theme/")])
def test_ours_pass_their_own_check(path: str) -> None:
    assert notes(RESOURCES[path]) == ()


def test_only_style_sheets_are_looked_at() -> None:
    assert ADAPTER.inspect("templates/footer.md.j2", "p { position: fixed }") == ()


def test_every_kind_is_explained_and_what_is_lost_is_no_mere_note() -> None:
    kinds = {
        note.kind
        for note in notes("p { position: a; margin: 1rem; color: var(--x) } li {} @media x {} p { 1 }")
    }
    assert kinds <= set(ADAPTER.codes)
    for kind in kinds:
        assert (ADAPTER.codes[kind].level is Level.NOTE) == (kind == "theme-unit")
