"""What a playthrough tells afterwards, for a student to keep and for a teacher to collect."""
