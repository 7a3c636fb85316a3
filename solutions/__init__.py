"""The lessons' sources, and the reference nn that is folded from them."""
