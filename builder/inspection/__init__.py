"""Packages that somebody made: what is in them, and whether a platform will take them."""
