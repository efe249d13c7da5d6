"""Where things lie on the earth: borders and coasts, distances, and a drawing of them in dots. It knows nothing of stories."""
