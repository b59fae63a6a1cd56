"""What one build makes and the next may take again: kept by content, thrown away at the least doubt."""
