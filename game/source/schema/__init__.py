"""What an author may write: the tables of keys, the shapes that they describe, and the schema for editors."""
