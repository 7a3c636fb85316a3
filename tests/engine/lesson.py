"""The nn of lesson 01 as a learner makes it, cell by cell, with some answers replaced or left as they come."""

from course import book
from course.benches import lessons_before, with_answer
from course.folding import fold, load

LESSON = "01_parameter"


def starter(exercise):
    """An answer cell as it is released."""
    text = book.lesson(LESSON).exercises[exercise].answer
    solution = book.lesson(LESSON).exercises[exercise].solution
    indent = solution[: len(solution) - len(solution.lstrip())]
    return text.replace(solution, f'{indent}raise NotImplementedError("{exercise}")')


def bench_with(exercise, answer):
    """The reference's nn with one answer of another's."""
    return load(fold([*lessons_before(LESSON), *with_answer(LESSON, exercise, answer)]))


def method(signature, *lines):
    """An answer cell that grows one method of Module."""
    body = "\n".join(f"    {line}" for line in lines)
    return f"@grow(nn.Module)\ndef {signature}:\n{body}\n"
