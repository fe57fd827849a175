"""Reading what authors write: YAML and Markdown, every node with its place."""
