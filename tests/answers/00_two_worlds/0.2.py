# %% wrong="the difference the other way round" caught="both_slopes_of_a_flat_line"
@grow(practice)
def line_slopes(x, y, w, b):
    error = y - (w * x + b)
    return 2 * (error * x).mean(), 2 * error.mean()

# %% wrong="the product of two means, as at the top of the lesson" caught="both_slopes_of_a_flat_line"
@grow(practice)
def line_slopes(x, y, w, b):
    error = w * x + b - y
    return 2 * error.mean() * x.mean(), 2 * error.mean()

# %% wrong="forgets the 2" caught="both_slopes_of_a_flat_line"
@grow(practice)
def line_slopes(x, y, w, b):
    error = w * x + b - y
    return (error * x).mean(), error.mean()

# %% wrong="the sum over the points" caught="both_slopes_of_a_flat_line"
@grow(practice)
def line_slopes(x, y, w, b):
    error = w * x + b - y
    return 2 * (error * x).sum(), 2 * error.sum()

# %% wrong="forgets x in the slope for w" caught="both_slopes_of_a_flat_line"
@grow(practice)
def line_slopes(x, y, w, b):
    error = w * x + b - y
    return 2 * error.mean(), 2 * error.mean()

# %% wrong="b before w" caught="both_slopes_of_a_flat_line"
@grow(practice)
def line_slopes(x, y, w, b):
    error = w * x + b - y
    return 2 * error.mean(), 2 * (error * x).mean()

# %% wrong="forgets the b of the line" caught="each_point_counts_with_its_own_x"
@grow(practice)
def line_slopes(x, y, w, b):
    error = w * x + b * x - y
    return 2 * (error * x).mean(), 2 * error.mean()

# %% wrong="squares the error first" caught="both_slopes_of_a_flat_line"
@grow(practice)
def line_slopes(x, y, w, b):
    error = (w * x + b - y) ** 2
    return 2 * (error * x).mean(), 2 * error.mean()

# %% wrong="one slope for each point" caught="both_slopes_of_a_flat_line"
@grow(practice)
def line_slopes(x, y, w, b):
    error = w * x + b - y
    return 2 * error * x, 2 * error

# %% wrong="computes into x" caught="the_points_stay_where_they_were"
@grow(practice)
def line_slopes(x, y, w, b):
    error = w * x + b - y
    db = 2 * error.mean()
    x *= error
    return 2 * x.mean(), db

# %% right="without a name for the error"
@grow(practice)
def line_slopes(x, y, w, b):
    return np.mean(2 * (w * x + b - y) * x), np.mean(2 * (w * x + b - y))

# %% right="the difference the other way round, and minus"
@grow(practice)
def line_slopes(x, y, w, b):
    missing = y - w * x - b
    dw = -2 * np.dot(missing, x) / len(x)
    db = -2 * missing.sum() / len(x)
    return [dw, db]

# %% right="a loop over the points"
@grow(practice)
def line_slopes(x, y, w, b):
    dw = db = 0.0
    for xi, yi in zip(x.tolist(), y.tolist()):
        e = w * xi + b - yi
        dw, db = dw + 2 * e * xi / len(x), db + 2 * e / len(x)
    return dw, db
