"""What each kind of page shows, ready for its template: no template computes."""
