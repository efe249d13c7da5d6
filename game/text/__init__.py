"""Text for people: the one door to screens, numbers of things, and how many columns a text takes."""
