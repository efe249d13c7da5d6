"""What `check --fix` mends by itself: names of scenes that were renamed, names in another form
than they are read in, and ids that saved games depend on.
"""
