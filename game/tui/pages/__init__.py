"""The pages around the play: shelf, settings, help, map, notebook, looking back."""
