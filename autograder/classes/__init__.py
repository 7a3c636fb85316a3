"""A class: its course folder, its lessons out, its submissions in, its feedback back."""
