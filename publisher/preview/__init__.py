"""What it would look like: static pages that show every target side by side."""
