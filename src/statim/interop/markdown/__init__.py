"""Topics as Markdown to read, and llms.txt that says where they are."""
