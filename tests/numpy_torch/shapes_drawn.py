"""Strategies that draw the shapes of an operation's inputs: small ones, empty ones and now and then a large one."""

import hypothesis.strategies as st

SIZES = st.sampled_from([0, 1, 1, 2, 3, 3, 4, 5])
LARGE = st.sampled_from([(1500,), (40, 41), (9, 10, 11)])


def shapes(least=0, most=3, sizes=SIZES):
    small = st.lists(sizes, min_size=least, max_size=most).map(tuple)
    return st.one_of(small, small, small, LARGE.filter(lambda shape: len(shape) >= least))


@st.composite
def broadcast(draw, count):
    """Shapes that broadcast: parts of one shape, with some sizes 1 and some leading ones away."""
    whole = draw(shapes())
    made = [whole]
    for _ in range(count - 1):
        shape = tuple(1 if draw(st.booleans()) and draw(st.booleans()) else size for size in whole)
        made.append(shape[draw(st.integers(0, len(shape))) :] if draw(st.booleans()) else shape)
    return draw(st.permutations(made))


def sized(*letters):
    """Shapes written with letters, each letter a size: sized("nm", "mk")."""

    @st.composite
    def draw_all(draw):
        sizes = {letter: draw(st.integers(0, 5)) for letter in sorted({*"".join(letters)})}
        return [tuple(sizes[letter] for letter in shape) for shape in letters]

    return draw_all()
