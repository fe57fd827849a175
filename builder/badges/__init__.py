"""Open Badges: from the rule of a badge to one that anybody can verify."""
