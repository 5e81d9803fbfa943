"""Renditions of a whole site: kept from the last run where nothing changed, else made, side by side."""
