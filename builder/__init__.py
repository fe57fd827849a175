"""Parcours: a compiler for online courses."""

__version__ = "0.1.0"
