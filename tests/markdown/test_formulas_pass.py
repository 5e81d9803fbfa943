"""What is given to an engine of each formula of a post: definitions of earlier ones, numbers."""

from publisher.markdown.parse import parse
from publisher.markdown.passes.formulas import complete, remarks
from publisher.markdown.plain import plain
from publisher.markdown.walk import walk
from publisher.model.tree import Math, MathBlock

DEFINES = r"\newcommand{\R}{\mathbb{R}}"


def _completed(text: str) -> list[str | None]:
    document = parse(text).document
    done = complete(document)
    assert [node.tex for node in _formulas(done)] == [node.tex for node in _formulas(document)]
    assert complete(done) == done
    return [node.complete for node in _formulas(done)]


def _formulas(document: object) -> list[Math | MathBlock]:
    return [node for node in walk(document) if isinstance(node, Math | MathBlock)]  # type: ignore[arg-type]


def test_a_formula_without_anything_of_this_is_complete_as_it_is() -> None:
    assert _completed("$a$ and\n\n$$\nb % c\n$$\n") == ["a", "\nb % c\n"]


def test_definitions_reach_later_formulas_that_use_them() -> None:
    assert _completed(f"$\\R$ ${DEFINES}$ $x\\in\\R$ $y$\n\n$$\n\\R\n$$") == [
        r"\R", "", DEFINES + r"x\in\R", "y", DEFINES + "\n\\R\n",
    ]  # fmt: skip


def test_definitions_used_by_others_come_along_in_their_order() -> None:
    text = r"$\newcommand{\a}{\b}\newcommand{\b}{c}\newcommand{\d}{e}$ $\a$"
    assert _completed(text) == ["", r"\newcommand{\a}{\b}\newcommand{\b}{c}\a"]


def test_a_definition_counts_until_the_next_of_its_name() -> None:
    text = r"$\def\a{1}$ $\a$ $\def\a{2}$ $\a$"
    assert _completed(text) == ["", r"\def\a{1}\a", "", r"\def\a{2}\a"]


def test_let_keeps_what_a_name_meant_when_it_was_read() -> None:
    text = r"$\def\a{1}\let\b\a\def\a{2}$ $\b\a$ $\b$"
    assert _completed(text) == ["", r"\def\a{1}\let\b\a\def\a{2}\b\a", r"\def\a{1}\let\b\a\b"]


def test_a_formula_is_not_given_what_it_defines_itself() -> None:
    assert _completed(f"${DEFINES}\\R$ ${DEFINES}\\R$") == [DEFINES + r"\R"] * 2
    text = r"$\def\a{1}\a$ $\a\def\a{2}\a$"
    assert _completed(text) == [r"\def\a{1}\a", r"\def\a{1}\a\def\a{2}\a"]


def test_providecommand_gives_way() -> None:
    text = r"$\def\a{1}$ $\providecommand{\a}{2}$ $\a$"
    assert _completed(text) == ["", "", r"\def\a{1}\a"]


def test_environments_and_colours_are_definitions_too() -> None:
    environment, colour = r"\newenvironment{box}{[}{]}", r"\definecolor{mine}{rgb}{1,0,0}"
    boxed, coloured = r"\begin{box}x\end{box}", r"\textcolor{mine}{x}"
    text = f"${environment}{colour}$ ${boxed}$ ${coloured}$ $box$"
    assert _completed(text) == ["", environment + boxed, colour + coloured, "box"]


def test_definitions_put_in_front_move_no_line() -> None:
    text = "$$\n\\newcommand{\\a}[1]{% why\n  #1\n}\n$$\n\n$$\n\\a{x}\n$$"
    assert _completed(text) == ["", "\\newcommand{\\a}[1]{ #1 }\n\\a{x}\n"]


def test_nothing_reaches_another_post() -> None:
    _completed(f"${DEFINES}$")
    assert _completed(r"$\R$") == [r"\R"]


def test_definitions_in_comments_and_code_define_nothing() -> None:
    assert _completed("`$\\def\\a{1}$` $% \\def\\a{1}\n x$ $\\a$") == ["% \\def\\a{1}\n x", r"\a"]


LABELLED = r"""见式 \eqref{b} 和 \ref{c}，`\ref{b}`，\ref{nothing}。

$$
\begin{align}
a &= \begin{pmatrix}1\\2\end{pmatrix} \label{a} \\
b &= 2 \label{b} \\
c &= 3 \tag{C} \label{c} \\
d &= 4 \label{d} \notag
\end{align}
$$

$x_{\eqref{c}} \text{ by } \ref{b}$

\begin{equation}
\label{e} e
\end{equation}

$\ref{e}$ $$f \tag{1}$$
"""


def test_labels_that_are_referred_to_get_numbers_in_order() -> None:
    numbered, references, labelled, reference, tagged = _completed(LABELLED)
    assert numbered == (
        "\n\\begin{align}\na &= \\begin{pmatrix}1\\\\2\\end{pmatrix} \\label{a} \\\\\n"
        "b &= 2 \\label{b}\\tag{2} \\\\\nc &= 3 \\tag{C} \\label{c} \\\\\n"
        "d &= 4 \\label{d} \\notag\n\\end{align}\n"
    )
    assert references == r"x_{\text{(C)}} \text{ by } \text{2}"
    assert labelled == "\\begin{equation}\n\\label{e}\\tag{3} e\n\\end{equation}"  # 1 is the author's own
    assert (reference, tagged) == (r"\text{3}", r"f \tag{1}")


def test_references_in_prose_become_numbers_and_code_stays() -> None:
    words = plain(complete(parse(LABELLED).document))
    assert "见式 (2) 和 C，" in words
    assert r"\ref{b}" in words
    assert r"\ref{nothing}" in words


def test_a_number_may_be_tex() -> None:
    numbered = r"$$x \tag{$\infty$} \label{a} \label{b}$$", r"$$y\tag{$\frac12$}\label{c}$$"
    words = plain(complete(parse("\n\n".join((*numbered, r"见 \eqref{a}、\ref{b}，\ref{c}。"))).document))
    assert r"见 (∞)、∞，$\frac12$。" in words


def test_what_is_referred_to_and_nowhere_labelled_is_remarked() -> None:
    notes = remarks(parse(LABELLED).document)
    assert [(note.kind, note.line) for note in notes] == [("equation-unknown", 1)]
    assert "nothing" in notes[0].detail


def test_a_label_set_twice_keeps_its_first_meaning_and_is_remarked() -> None:
    text = "$$a \\label{x}$$\n\n$$b \\label{x}$$\n\n\\ref{x}\n"
    assert _completed(text) == [r"a \label{x}\tag{1}", r"b \label{x}"]
    assert [note.kind for note in remarks(parse(text).document)] == ["label-repeated"]


def test_labels_in_comments_label_nothing() -> None:
    text = "$$a % \\label{x}\n$$\n\n$$b \\label{x}$$\n\n\\ref{x}\n"
    assert _completed(text) == ["a % \\label{x}\n", r"b \label{x}\tag{1}"]


def test_a_colour_that_latex_would_read_in_another_way_is_remarked() -> None:
    text = "$\\color{red} x$ $\\textcolor{red}{x}$\n\n$$\na \\\\\n\\color{red}{x}\n$$\n"
    assert [(note.kind, note.line) for note in remarks(parse(text).document)] == [("formula-colour", 5)]
