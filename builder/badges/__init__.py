"""Open Badges: from a rule in course.yml to a badge that anyone can verify."""
