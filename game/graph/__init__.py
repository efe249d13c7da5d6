"""The map of a story's scenes: what leads where, drawn for Mermaid, for Graphviz, or as a page of its own."""
