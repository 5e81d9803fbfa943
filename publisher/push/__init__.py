"""Making it happen: the only place where anything reaches a platform."""
