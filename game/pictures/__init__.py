"""Pictures of places: what their letters stand for, the light of the hour, and how they are drawn in half blocks."""
