"""What a player or an author sits at: a game, the lesson around it, or a story in the making."""
