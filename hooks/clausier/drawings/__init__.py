"""Pictures drawn at build: pure functions from data to SVG. Colours and type come from the site's CSS classes."""
