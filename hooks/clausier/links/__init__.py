"""Everything that a page shows of other documents is derived here; no relation is typed twice."""
