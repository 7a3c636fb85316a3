"""Build the lessons, try one answer, grade a class. Nothing outside this package and the tests imports it."""
