"""The small language of conditions and effects: its tree, its parser and its types."""
