"""A person's edit on a platform, taken back into the source: only what is proved to say the same. Pure."""
