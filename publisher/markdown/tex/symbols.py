"""Commands that are one character, and what kind of atom each is to TeX. Only characters that the fonts of
phones and computers have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

ORD, OP, BIN, REL, OPEN, CLOSE, PUNCT, INNER = "ord", "op", "bin", "rel", "open", "close", "punct", "inner"

_ITALIC = (
    "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ "
    "lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ "
    "phi ϕ varphi φ chi χ psi ψ omega ω ell ℓ"
)
_CAPITAL = "Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω"
_UPRIGHT = (
    "infty ∞ partial ∂ nabla ∇ forall ∀ exists ∃ nexists ∄ emptyset ∅ varnothing ∅ neg ¬ lnot ¬ angle ∠ "
    "top ⊤ bot ⊥ hbar ℏ Re ℜ Im ℑ aleph ℵ degree ° prime ′ | ‖ Vert ‖ vert | backslash \\ % % # # _ _ $ $ & &"
)
_BINARY = (
    "times × cdot · div ÷ pm ± mp ∓ ast ∗ star ⋆ circ ∘ bullet • cup ∪ cap ∩ setminus ∖ oplus ⊕ ominus ⊖ "
    "otimes ⊗ odot ⊙ wedge ∧ land ∧ vee ∨ lor ∨ dagger †"
)
_RELATION = (
    "le ≤ leq ≤ leqslant ⩽ ge ≥ geq ≥ geqslant ⩾ lt < gt > ne ≠ neq ≠ equiv ≡ approx ≈ sim ∼ thicksim ∼ "
    "simeq ≃ cong ≅ propto ∝ ll ≪ gg ≫ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ "
    "prec ≺ succ ≻ preceq ⪯ succeq ⪰ mid | parallel ∥ perp ⊥ vdash ⊢ models ⊨ to → rightarrow → "
    "leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ mapsto ↦ "
    "uparrow ↑ downarrow ↓ longrightarrow ⟶ longleftarrow ⟵ implies ⟹ iff ⟺ coloneqq ≔ triangleq ≜ doteq ≐"
)
_FUNCTIONS = (
    "log ln lg exp sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan max min sup inf lim "
    "det dim ker deg gcd hom arg Pr"
)
_RARE = frozenset("⩽⩾⪯⪰⟶⟵⟹⟺⟨⟩≔≜≐≺≻⊢⊨⊖∖⋆∄∋")
"""Missing from some phones' fonts: a formula with one of these is drawn."""

Symbol = tuple[str, str, str]
"""Character, kind of atom, shape."""


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    words = text.split()
    return ((f"\\{name}", sign) for name, sign in zip(words[::2], words[1::2], strict=True))


COMMANDS: dict[str, Symbol] = {
    name: symbol
    for name, symbol in (
        *((name, (sign, ORD, "italic")) for name, sign in _pairs(_ITALIC)),
        *((name, (sign, ORD, "upright")) for name, sign in (*_pairs(_CAPITAL), *_pairs(_UPRIGHT))),
        *((name, (sign, BIN, "upright")) for name, sign in _pairs(_BINARY)),
        *((name, (sign, REL, "upright")) for name, sign in _pairs(_RELATION)),
        *((f"\\{name}", (name, OP, "upright")) for name in _FUNCTIONS.split()),
        *((f"\\{name}", ("...", INNER, "upright")) for name in ("dots", "ldots", "dotsc")),
        *((f"\\{name}", ("⋯", INNER, "upright")) for name in ("cdots", "dotsb")),
        ("\\{", ("{", OPEN, "upright")),
        ("\\lbrace", ("{", OPEN, "upright")),
        ("\\lbrack", ("[", OPEN, "upright")),
        ("\\langle", ("⟨", OPEN, "upright")),
        ("\\lvert", ("|", OPEN, "upright")),
        ("\\lVert", ("‖", OPEN, "upright")),
        ("\\lfloor", ("⌊", OPEN, "upright")),
        ("\\lceil", ("⌈", OPEN, "upright")),
        ("\\}", ("}", CLOSE, "upright")),
        ("\\rbrace", ("}", CLOSE, "upright")),
        ("\\rbrack", ("]", CLOSE, "upright")),
        ("\\rangle", ("⟩", CLOSE, "upright")),
        ("\\rvert", ("|", CLOSE, "upright")),
        ("\\rVert", ("‖", CLOSE, "upright")),
        ("\\rfloor", ("⌋", CLOSE, "upright")),
        ("\\rceil", ("⌉", CLOSE, "upright")),
        ("\\colon", (":", PUNCT, "upright")),
    )
    if symbol[0] not in _RARE
}
SIGNS: dict[str, Symbol] = {
    **{sign: (sign, ORD, "upright") for sign in "|/."},
    **{sign: (sign, PUNCT, "upright") for sign in ",;"},
    **{sign: (sign, OPEN, "upright") for sign in "(["},
    **{sign: (sign, CLOSE, "upright") for sign in ")]!?"},
    **{sign: (sign, REL, "upright") for sign in "=<>:"},
    "+": ("+", BIN, "upright"),
    "-": ("−", BIN, "upright"),
    "*": ("∗", BIN, "upright"),
    **{symbol[0]: symbol for symbol in COMMANDS.values() if len(symbol[0]) == 1 and not symbol[0].isascii()},
    **{sign: (sign, ORD, "italic") for _, sign in _pairs(_CAPITAL)},  # MathJax slants those
}
"""Signs as they stand on the keyboard, or as the characters themselves (≤, α)."""
DOUBLE_STRUCK: Mapping[str, str] = dict(zip("RNZQCPH", "ℝℕℤℚℂℙℍ", strict=True))
SPACES: Mapping[str, str] = {
    "\\,": "\u2009", "\\thinspace": "\u2009", "\\:": " ", "\\>": " ", "\\;": " ", "\\ ": "\u00a0",
    "~": "\u00a0", "\\quad": "\u2003", "\\qquad": "\u2003\u2003",
}  # fmt: skip
