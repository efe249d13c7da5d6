"""What `check`, `test` and `stats` find out about a story that loads."""
