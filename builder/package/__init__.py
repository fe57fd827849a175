"""Packages: what a target makes, and how it reaches the disk."""

from builder.package.package import Content, Package

__all__ = ["Content", "Package"]
