"""The names that may follow `:::`."""

NAMED_BLOCKS = ("objectives", "details")
"""Blocks with a name: learning objectives, and an accordion with its title."""
