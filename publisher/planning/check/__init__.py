"""Holding posts and renditions against what platforms take and readers need: findings as values. Pure."""
