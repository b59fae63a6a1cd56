"""Lists that are filtered, sorted and taken away: clauses, fiches, published texts, indicators."""
