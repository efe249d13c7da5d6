"""The states that a role can come to: what tells them apart, and every one of them with the steps between."""
