"""The only door to Zhihu: session, drafts, pictures. Everything here has effects."""
