"""`render --check FILE.json`: a film's stored numbers, computed once more by other means; and whether all are there."""
