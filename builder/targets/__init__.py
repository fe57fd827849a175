"""What can be built: one folder a target."""

from builder.targets import olx, scorm12, web
from builder.targets.target import Target

TARGETS: tuple[Target, ...] = (scorm12, olx, web)
"""Every target there is."""
