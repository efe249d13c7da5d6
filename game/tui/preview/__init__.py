"""`neighbours preview`: the app for whoever writes a story."""
