"""Reports: one view that orders, rounds and words a record, and one renderer a format."""
