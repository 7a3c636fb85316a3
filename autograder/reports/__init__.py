"""Reports an instructor acts on, and the scores for other systems."""
