"""What `check --fix` mends by itself: names of scenes that were renamed, and ids that saved games depend on."""
