# %% wrong="forgets the slope of tanh" caught="the_first_bias_has_what_comes_back_through_the_bend"
@grow(practice)
def two_layers_slopes(x, y, w1, b1, w2, b2):
    h, predicted = two_layers(x, w1, b1, w2, b2)
    d = 2 * (predicted - y) / y.size
    dw2, db2 = d.T @ h, d.sum(axis=0)
    d = d @ w2
    return d.T @ x, d.sum(axis=0), dw2, db2

# %% wrong="the slope of the logistic function" caught="the_first_bias_has_what_comes_back_through_the_bend"
@grow(practice)
def two_layers_slopes(x, y, w1, b1, w2, b2):
    h, predicted = two_layers(x, w1, b1, w2, b2)
    d = 2 * (predicted - y) / y.size
    dw2, db2 = d.T @ h, d.sum(axis=0)
    d = d @ w2 * h * (1 - h)
    return d.T @ x, d.sum(axis=0), dw2, db2

# %% wrong="the square in the wrong place" caught="the_first_bias_has_what_comes_back_through_the_bend"
@grow(practice)
def two_layers_slopes(x, y, w1, b1, w2, b2):
    h, predicted = two_layers(x, w1, b1, w2, b2)
    d = 2 * (predicted - y) / y.size
    dw2, db2 = d.T @ h, d.sum(axis=0)
    d = d @ w2 * (1 - h) ** 2
    return d.T @ x, d.sum(axis=0), dw2, db2

# %% wrong="divides by the number of examples" caught="the_last_bias_has_the_slope_of_what_is_predicted"
@grow(practice)
def two_layers_slopes(x, y, w1, b1, w2, b2):
    h, predicted = two_layers(x, w1, b1, w2, b2)
    d = 2 * (predicted - y) / len(y)
    dw2, db2 = d.T @ h, d.sum(axis=0)
    d = d @ w2 * (1 - h**2)
    return d.T @ x, d.sum(axis=0), dw2, db2

# %% wrong="does not divide" caught="the_last_bias_has_the_slope_of_what_is_predicted"
@grow(practice)
def two_layers_slopes(x, y, w1, b1, w2, b2):
    h, predicted = two_layers(x, w1, b1, w2, b2)
    d = 2 * (predicted - y)
    dw2, db2 = d.T @ h, d.sum(axis=0)
    d = d @ w2 * (1 - h**2)
    return d.T @ x, d.sum(axis=0), dw2, db2

# %% wrong="forgets the 2" caught="the_last_bias_has_the_slope_of_what_is_predicted"
@grow(practice)
def two_layers_slopes(x, y, w1, b1, w2, b2):
    h, predicted = two_layers(x, w1, b1, w2, b2)
    d = (predicted - y) / y.size
    dw2, db2 = d.T @ h, d.sum(axis=0)
    d = d @ w2 * (1 - h**2)
    return d.T @ x, d.sum(axis=0), dw2, db2

# %% wrong="one number for a whole bias" caught="the_last_bias_has_the_slope_of_what_is_predicted"
@grow(practice)
def two_layers_slopes(x, y, w1, b1, w2, b2):
    h, predicted = two_layers(x, w1, b1, w2, b2)
    d = 2 * (predicted - y) / y.size
    dw2, db2 = d.T @ h, d.sum()
    d = d @ w2 * (1 - h**2)
    return d.T @ x, d.sum(), dw2, db2

# %% wrong="the mean where the sum should be" caught="the_last_bias_has_the_slope_of_what_is_predicted"
@grow(practice)
def two_layers_slopes(x, y, w1, b1, w2, b2):
    h, predicted = two_layers(x, w1, b1, w2, b2)
    d = 2 * (predicted - y) / y.size
    dw2, db2 = d.T @ h, d.mean(axis=0)
    d = d @ w2 * (1 - h**2)
    return d.T @ x, d.mean(axis=0), dw2, db2

# %% wrong="the product the other way round" caught="the_last_weight_has_a_slope_for_each_of_its_numbers"
@grow(practice)
def two_layers_slopes(x, y, w1, b1, w2, b2):
    h, predicted = two_layers(x, w1, b1, w2, b2)
    d = 2 * (predicted - y) / y.size
    dw2, db2 = h.T @ d, d.sum(axis=0)
    d = d @ w2 * (1 - h**2)
    return x.T @ d, d.sum(axis=0), dw2, db2

# %% wrong="the slopes of the second layer after d has gone back" caught="the_last_bias_has_the_slope_of_what_is_predicted"
@grow(practice)
def two_layers_slopes(x, y, w1, b1, w2, b2):
    h, predicted = two_layers(x, w1, b1, w2, b2)
    d = 2 * (predicted - y) / y.size
    dw2 = d.T @ h
    d = d @ w2 * (1 - h**2)
    return d.T @ x, d.sum(axis=0), dw2, d.sum(axis=0)

# %% wrong="h where x should be" caught="the_first_weight_has_its_slopes_from_the_data"
@grow(practice)
def two_layers_slopes(x, y, w1, b1, w2, b2):
    h, predicted = two_layers(x, w1, b1, w2, b2)
    d = 2 * (predicted - y) / y.size
    dw2, db2 = d.T @ h, d.sum(axis=0)
    d = d @ w2 * (1 - h**2)
    return d.T @ h, d.sum(axis=0), dw2, db2

# %% wrong="goes back through the first weight instead of the second" caught="the_last_bias_has_the_slope_of_what_is_predicted"
@grow(practice)
def two_layers_slopes(x, y, w1, b1, w2, b2):
    h, predicted = two_layers(x, w1, b1, w2, b2)
    d = 2 * (predicted - y) / y.size
    dw2, db2 = d.T @ h, d.sum(axis=0)
    d = d @ w1 * (1 - h**2)
    return d.T @ x, d.sum(axis=0), dw2, db2

# %% wrong="the layers the other way round" caught="the_last_bias_has_the_slope_of_what_is_predicted"
@grow(practice)
def two_layers_slopes(x, y, w1, b1, w2, b2):
    h, predicted = two_layers(x, w1, b1, w2, b2)
    d = 2 * (predicted - y) / y.size
    dw2, db2 = d.T @ h, d.sum(axis=0)
    d = d @ w2 * (1 - h**2)
    return dw2, db2, d.T @ x, d.sum(axis=0)

# %% right="a name for each d"
@grow(practice)
def two_layers_slopes(x, y, w1, b1, w2, b2):
    h, predicted = two_layers(x, w1, b1, w2, b2)
    d_predicted = (predicted - y) * (2 / predicted.size)
    d_before = np.matmul(d_predicted, w2) * (1 - h) * (1 + h)
    return d_before.T @ x, d_before.sum(0), d_predicted.T @ h, d_predicted.sum(0)

# %% right="backward of a layer as a function"
@grow(practice)
def two_layers_slopes(x, y, w1, b1, w2, b2):
    def back(d, went_in, w):
        return d.T @ went_in, np.ones(len(d)) @ d, d @ w

    h, predicted = two_layers(x, w1, b1, w2, b2)
    dw2, db2, d = back(2 * (predicted - y) / np.size(y), h, w2)
    dw1, db1, _ = back(d - d * h**2, x, w1)
    return [dw1, db1, dw2, db2]

# %% right="without two_layers, and with einsum"
@grow(practice)
def two_layers_slopes(x, y, w1, b1, w2, b2):
    before = x @ w1.T + b1
    h = np.tanh(before)
    d = 2 * (h @ w2.T + b2 - y) / y.size
    back = np.einsum("no,oh->nh", d, w2) / np.cosh(before) ** 2
    return np.einsum("nh,ni->hi", back, x), back.sum(axis=0), np.einsum("no,nh->oh", d, h), d.sum(axis=0)
