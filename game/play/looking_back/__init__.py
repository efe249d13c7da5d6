"""What is shown at the end of a role: the way, the week, the doors, and what stood in the way."""
