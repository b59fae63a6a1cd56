"""What the search box reads: the answers of the site, their texts, and the words that lead to them."""
