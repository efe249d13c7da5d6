"""Files and folders as the program meets them."""
