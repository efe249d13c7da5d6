"""The commands for who writes a story."""
