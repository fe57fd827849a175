"""What a course is: plain, frozen Python, every author-made thing with its place."""
