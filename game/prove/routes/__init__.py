"""How long a role's routes are, where they end by chance, and what they meet."""
