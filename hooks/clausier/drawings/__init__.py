"""Drawings made at build, as SVG whose colours come from the style sheet."""
