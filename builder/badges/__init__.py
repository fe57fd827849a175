"""Badges outside the package: their pictures, their public pages, awarding them from reports, and checking them."""
