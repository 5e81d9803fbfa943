"""Style sheets as WeChat needs them: read, resolved, shortened, and held against what it keeps."""
