"""The nouns: frozen values, no I/O. Import from the modules; there is no second door."""
