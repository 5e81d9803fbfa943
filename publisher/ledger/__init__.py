"""What has happened: append-only facts on disk, one file per post, and the lock that keeps writers apart."""
