"""What our Markdown adds to the standard one: the marks of clause texts, and tables that scroll on a phone."""
