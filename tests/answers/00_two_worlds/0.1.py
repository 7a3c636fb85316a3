# %% wrong="the sum of the squares" caught="it_is_the_mean_of_the_squared_differences"
@grow(practice)
def mean_squared_error(predicted, wanted):
    return ((predicted - wanted) ** 2).sum()

# %% wrong="the mean first, then the square" caught="it_is_the_mean_of_the_squared_differences"
@grow(practice)
def mean_squared_error(predicted, wanted):
    return (predicted - wanted).mean() ** 2

# %% wrong="the mean of the differences, not squared" caught="it_is_the_mean_of_the_squared_differences"
@grow(practice)
def mean_squared_error(predicted, wanted):
    return abs(predicted - wanted).mean()

# %% wrong="the root of it" caught="it_is_the_mean_of_the_squared_differences"
@grow(practice)
def mean_squared_error(predicted, wanted):
    return np.sqrt(((predicted - wanted) ** 2).mean())

# %% wrong="half of it, as some books have it" caught="it_is_the_mean_of_the_squared_differences"
@grow(practice)
def mean_squared_error(predicted, wanted):
    return ((predicted - wanted) ** 2).mean() / 2

# %% wrong="forgets the mean" caught="it_is_the_mean_of_the_squared_differences"
@grow(practice)
def mean_squared_error(predicted, wanted):
    return (predicted - wanted) ** 2

# %% wrong="forgets to return" caught="it_is_the_mean_of_the_squared_differences"
@grow(practice)
def mean_squared_error(predicted, wanted):
    ((predicted - wanted) ** 2).mean()

# %% wrong="squares only what is predicted" caught="it_is_the_mean_of_the_squared_differences"
@grow(practice)
def mean_squared_error(predicted, wanted):
    return (predicted - wanted**2).mean()

# %% wrong="divides by the number of rows" caught="a_table_has_one_error_too"
@grow(practice)
def mean_squared_error(predicted, wanted):
    return ((predicted - wanted) ** 2).sum() / len(wanted)

# %% wrong="one error for each column" caught="a_table_has_one_error_too"
@grow(practice)
def mean_squared_error(predicted, wanted):
    return ((predicted - wanted) ** 2).mean(axis=0)

# %% wrong="writes into the array it was handed" caught="the_arrays_stay_as_they_were"
@grow(practice)
def mean_squared_error(predicted, wanted):
    difference = predicted
    difference -= wanted
    return (difference**2).mean()

# %% right="np.mean and np.square"
@grow(practice)
def mean_squared_error(predicted, wanted):
    return np.mean(np.square(wanted - predicted))

# %% right="the sum divided by how many there are"
@grow(practice)
def mean_squared_error(predicted, wanted):
    difference = predicted - wanted
    return (difference * difference).sum() / difference.size

# %% right="a dot product"
@grow(practice)
def mean_squared_error(predicted, wanted):
    flat = (predicted - wanted).ravel()
    return float(flat @ flat) / len(flat)
