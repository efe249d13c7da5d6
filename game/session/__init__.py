"""What is played or written at the moment: a game, the lesson around it, or a story in the making."""
