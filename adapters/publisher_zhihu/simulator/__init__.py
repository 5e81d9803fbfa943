"""Zhihu in memory, stricter than the real one: the sandbox and the tests push to it."""

from .platform import Simulator

__all__ = ["Simulator"]
