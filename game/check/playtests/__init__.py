"""Playthroughs that must keep working: an author's tests/*.yaml, read, played, recorded and accepted."""
