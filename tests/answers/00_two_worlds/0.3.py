# %% wrong="the matrices are not turned" caught="a_small_network_on_paper"
@grow(practice)
def two_layers(x, w1, b1, w2, b2):
    h = np.tanh(x @ w1 + b1)
    return h, h @ w2 + b2

# %% wrong="turned only where the shapes do not fit" caught="a_weight_has_one_row_for_each_output"
@grow(practice)
def two_layers(x, w1, b1, w2, b2):
    def layer(x, w, b):
        return x @ (w if x.shape[1] == w.shape[0] else w.T) + b

    h = np.tanh(layer(x, w1, b1))
    return h, layer(h, w2, b2)

# %% wrong="bends the second layer too" caught="a_small_network_on_paper"
@grow(practice)
def two_layers(x, w1, b1, w2, b2):
    h = np.tanh(x @ w1.T + b1)
    return h, np.tanh(h @ w2.T + b2)

# %% wrong="does not bend at all" caught="a_small_network_on_paper"
@grow(practice)
def two_layers(x, w1, b1, w2, b2):
    h = x @ w1.T + b1
    return h, h @ w2.T + b2

# %% wrong="gives h before the bend" caught="a_small_network_on_paper"
@grow(practice)
def two_layers(x, w1, b1, w2, b2):
    h = x @ w1.T + b1
    return h, np.tanh(h) @ w2.T + b2

# %% wrong="adds the bias after the bend" caught="a_small_network_on_paper"
@grow(practice)
def two_layers(x, w1, b1, w2, b2):
    h = np.tanh(x @ w1.T) + b1
    return h, h @ w2.T + b2

# %% wrong="forgets the second bias" caught="a_small_network_on_paper"
@grow(practice)
def two_layers(x, w1, b1, w2, b2):
    h = np.tanh(x @ w1.T + b1)
    return h, h @ w2.T

# %% wrong="returns only what is predicted" caught="a_small_network_on_paper"
@grow(practice)
def two_layers(x, w1, b1, w2, b2):
    h = np.tanh(x @ w1.T + b1)
    return h @ w2.T + b2

# %% wrong="the results the other way round" caught="a_small_network_on_paper"
@grow(practice)
def two_layers(x, w1, b1, w2, b2):
    h = np.tanh(x @ w1.T + b1)
    return h @ w2.T + b2, h

# %% wrong="multiplies number by number" caught="a_small_network_on_paper"
@grow(practice)
def two_layers(x, w1, b1, w2, b2):
    h = np.tanh(x * w1.T + b1)
    return h, h * w2 + b2

# %% wrong="the bend of the logistic function" caught="a_small_network_on_paper"
@grow(practice)
def two_layers(x, w1, b1, w2, b2):
    h = 1 / (1 + np.exp(-(x @ w1.T + b1)))
    return h, h @ w2.T + b2

# %% right="named step by step"
@grow(practice)
def two_layers(x, w1, b1, w2, b2):
    before = np.matmul(x, np.transpose(w1)) + b1
    h = np.tanh(before)
    predicted = np.matmul(h, np.transpose(w2)) + b2
    return h, predicted

# %% right="a layer as a function of its own"
@grow(practice)
def two_layers(x, w1, b1, w2, b2):
    def layer(x, w, b):
        return (w @ x.T).T + b

    h = np.tanh(layer(x, w1, b1))
    return h, layer(h, w2, b2)

# %% right="einsum"
@grow(practice)
def two_layers(x, w1, b1, w2, b2):
    h = np.tanh(np.einsum("ni,oi->no", x, w1) + b1)
    return h, np.einsum("ni,oi->no", h, w2) + b2
