"""Yigao (一稿多发): one Markdown manuscript, published everywhere. The engine; it knows no platform."""

__version__ = "0.1.0"
