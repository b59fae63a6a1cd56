"""What leaves the site beside its pages: open data, schemas, redirections. Same input, same bytes."""
