"""From files to front matter, body and line numbers. Nothing is judged here but readability."""
