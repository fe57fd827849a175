"""The learning platforms of which something is known: the names that authors write, and how they are called."""

PLATFORMS = {
    "moodle": "Moodle",
    "360learning": "360Learning",
    "riseup": "Rise Up",
    "cornerstone": "Cornerstone",
    "crossknowledge": "CrossKnowledge",
    "chamilo": "Chamilo",
    "ilias": "ILIAS",
    "openedx-xblock": "Open edX (SCORM XBlock)",
    "totara": "Totara",
    "opigno": "Opigno",
}
