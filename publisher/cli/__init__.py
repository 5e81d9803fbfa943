"""Words in, one engine call, words out. One verb a file; a verb's module is imported when it is called."""

from publisher.cli.app import main

__all__ = ["main"]
