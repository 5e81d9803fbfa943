"""Asking for a secret on a terminal: nothing is shown, and nothing of a long or broken paste is lost.

Terminals hand out whole lines by themselves, of 1024 (macOS) or 4096 characters (Linux) at most, which a
cookie can be longer than; and what a paste has after a line break would go to the shell.
"""

from __future__ import annotations

import os
import sys

import click

PAUSE = 0.2
"""Seconds of silence after which a paste is over."""
ERASE, WORD, END, PASTE = {"\x7f", "\b"}, "\x15", "\x04", ("\x1b[200~", "\x1b[201~")


def ask_hidden(question: str) -> str:
    """What is typed or pasted, up to Return; line breaks inside a paste are kept. Raises click.Abort."""
    try:
        import termios
    except ImportError:  # Windows, whose console has no such limits
        return str(click.prompt(question, prompt_suffix="", hide_input=True, err=True))
    handle = sys.stdin.fileno()
    before = termios.tcgetattr(handle)
    quiet = termios.tcgetattr(handle)
    quiet[3] &= ~(termios.ICANON | termios.ECHO)
    click.echo(question, nl=False, err=True)
    try:
        termios.tcsetattr(handle, termios.TCSADRAIN, quiet)
        return edited(_typed(handle))
    except KeyboardInterrupt:
        raise click.Abort from None
    finally:
        termios.tcsetattr(handle, termios.TCSAFLUSH, before)  # what still comes goes to nobody
        click.echo(err=True)


def edited(typed: str) -> str:
    """The text, with what was erased while typing taken out."""
    for mark in PASTE:
        typed = typed.replace(mark, "")
    kept: list[str] = []
    for sign in typed:
        if sign in ERASE:
            del kept[-1:]
        elif sign == WORD:
            kept.clear()
        else:
            kept.append(sign)
    return "".join(kept).strip("\r\n")


def _typed(handle: int) -> str:
    """Bytes until a Return that nothing follows at once; what is no UTF-8 is shown as U+FFFD later on."""
    import select

    found = b""
    while True:
        piece = os.read(handle, 65536)
        found += piece
        ended = not piece or piece[-1:] in b"\r\n\x04"
        if ended and not (piece and select.select([handle], [], [], PAUSE)[0]):
            return found.decode("utf-8", "replace").replace(END, "")
