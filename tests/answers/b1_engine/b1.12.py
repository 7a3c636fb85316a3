# %% wrong="the corner of relu belongs to the slope" caught="relu_is_flat_at_its_corner"
@grow(engine.Tensor)
def exp(self):
    made = np.exp(self.array)
    return record("ExpBackward0", made, (self,), lambda grad, made: (grad * made,), (made,))


@grow(engine.Tensor)
def log(self):
    return record("LogBackward0", np.log(self.array), (self,), lambda grad, a: (grad / a,), (self.array,))


@grow(engine.Tensor)
def tanh(self):
    made = np.tanh(self.array)
    return record("TanhBackward0", made, (self,), lambda grad, made: (grad * (1 - made**2),), (made,))


@grow(engine.Tensor)
def relu(self):
    made = np.maximum(self.array, 0)
    return record("ReluBackward0", made, (self,), lambda grad, made: (grad * (made >= 0),), (self.array,))

# %% wrong="everything passes relu" caught="relu_lets_through_what_is_positive"
@grow(engine.Tensor)
def exp(self):
    made = np.exp(self.array)
    return record("ExpBackward0", made, (self,), lambda grad, made: (grad * made,), (made,))


@grow(engine.Tensor)
def log(self):
    return record("LogBackward0", np.log(self.array), (self,), lambda grad, a: (grad / a,), (self.array,))


@grow(engine.Tensor)
def tanh(self):
    made = np.tanh(self.array)
    return record("TanhBackward0", made, (self,), lambda grad, made: (grad * (1 - made**2),), (made,))


@grow(engine.Tensor)
def relu(self):
    made = np.maximum(self.array, 0)
    return record("ReluBackward0", made, (self,), lambda grad, made: (grad,), (made,))

# %% wrong="relu of the gradient" caught="relu_lets_through_what_is_positive"
@grow(engine.Tensor)
def exp(self):
    made = np.exp(self.array)
    return record("ExpBackward0", made, (self,), lambda grad, made: (grad * made,), (made,))


@grow(engine.Tensor)
def log(self):
    return record("LogBackward0", np.log(self.array), (self,), lambda grad, a: (grad / a,), (self.array,))


@grow(engine.Tensor)
def tanh(self):
    made = np.tanh(self.array)
    return record("TanhBackward0", made, (self,), lambda grad, made: (grad * (1 - made**2),), (made,))


@grow(engine.Tensor)
def relu(self):
    made = np.maximum(self.array, 0)
    return record("ReluBackward0", made, (self,), lambda grad, made: (np.maximum(grad, 0),), (made,))

# %% wrong="the slope of exp is lost" caught="exp_is_its_own_slope"
@grow(engine.Tensor)
def exp(self):
    made = np.exp(self.array)
    return record("ExpBackward0", made, (self,), lambda grad, made: (grad,), (made,))


@grow(engine.Tensor)
def log(self):
    return record("LogBackward0", np.log(self.array), (self,), lambda grad, a: (grad / a,), (self.array,))


@grow(engine.Tensor)
def tanh(self):
    made = np.tanh(self.array)
    return record("TanhBackward0", made, (self,), lambda grad, made: (grad * (1 - made**2),), (made,))


@grow(engine.Tensor)
def relu(self):
    made = np.maximum(self.array, 0)
    return record("ReluBackward0", made, (self,), lambda grad, made: (grad * (made > 0),), (made,))

# %% wrong="exp of the gradient" caught="exp_is_its_own_slope"
@grow(engine.Tensor)
def exp(self):
    made = np.exp(self.array)
    return record("ExpBackward0", made, (self,), lambda grad, made: (np.exp(grad),), (made,))


@grow(engine.Tensor)
def log(self):
    return record("LogBackward0", np.log(self.array), (self,), lambda grad, a: (grad / a,), (self.array,))


@grow(engine.Tensor)
def tanh(self):
    made = np.tanh(self.array)
    return record("TanhBackward0", made, (self,), lambda grad, made: (grad * (1 - made**2),), (made,))


@grow(engine.Tensor)
def relu(self):
    made = np.maximum(self.array, 0)
    return record("ReluBackward0", made, (self,), lambda grad, made: (grad * (made > 0),), (made,))

# %% wrong="log divides by its result" caught="log_falls_off_with_its_input"
@grow(engine.Tensor)
def exp(self):
    made = np.exp(self.array)
    return record("ExpBackward0", made, (self,), lambda grad, made: (grad * made,), (made,))


@grow(engine.Tensor)
def log(self):
    return record("LogBackward0", np.log(self.array), (self,), lambda grad, a: (grad / a,), (np.log(self.array),))


@grow(engine.Tensor)
def tanh(self):
    made = np.tanh(self.array)
    return record("TanhBackward0", made, (self,), lambda grad, made: (grad * (1 - made**2),), (made,))


@grow(engine.Tensor)
def relu(self):
    made = np.maximum(self.array, 0)
    return record("ReluBackward0", made, (self,), lambda grad, made: (grad * (made > 0),), (made,))

# %% wrong="log multiplies" caught="log_falls_off_with_its_input"
@grow(engine.Tensor)
def exp(self):
    made = np.exp(self.array)
    return record("ExpBackward0", made, (self,), lambda grad, made: (grad * made,), (made,))


@grow(engine.Tensor)
def log(self):
    return record("LogBackward0", np.log(self.array), (self,), lambda grad, a: (grad * a,), (self.array,))


@grow(engine.Tensor)
def tanh(self):
    made = np.tanh(self.array)
    return record("TanhBackward0", made, (self,), lambda grad, made: (grad * (1 - made**2),), (made,))


@grow(engine.Tensor)
def relu(self):
    made = np.maximum(self.array, 0)
    return record("ReluBackward0", made, (self,), lambda grad, made: (grad * (made > 0),), (made,))

# %% wrong="tanh squares nothing" caught="tanh_is_steep_in_the_middle"
@grow(engine.Tensor)
def exp(self):
    made = np.exp(self.array)
    return record("ExpBackward0", made, (self,), lambda grad, made: (grad * made,), (made,))


@grow(engine.Tensor)
def log(self):
    return record("LogBackward0", np.log(self.array), (self,), lambda grad, a: (grad / a,), (self.array,))


@grow(engine.Tensor)
def tanh(self):
    made = np.tanh(self.array)
    return record("TanhBackward0", made, (self,), lambda grad, made: (grad * (1 - made),), (made,))


@grow(engine.Tensor)
def relu(self):
    made = np.maximum(self.array, 0)
    return record("ReluBackward0", made, (self,), lambda grad, made: (grad * (made > 0),), (made,))

# %% wrong="tanh takes what went in" caught="tanh_is_steep_in_the_middle"
@grow(engine.Tensor)
def exp(self):
    made = np.exp(self.array)
    return record("ExpBackward0", made, (self,), lambda grad, made: (grad * made,), (made,))


@grow(engine.Tensor)
def log(self):
    return record("LogBackward0", np.log(self.array), (self,), lambda grad, a: (grad / a,), (self.array,))


@grow(engine.Tensor)
def tanh(self):
    made = np.tanh(self.array)
    return record("TanhBackward0", made, (self,), lambda grad, made: (grad * (1 - made**2),), (self.array,))


@grow(engine.Tensor)
def relu(self):
    made = np.maximum(self.array, 0)
    return record("ReluBackward0", made, (self,), lambda grad, made: (grad * (made > 0),), (made,))

# %% wrong="leaky" caught="relu_lets_through_what_is_positive"
@grow(engine.Tensor)
def exp(self):
    made = np.exp(self.array)
    return record("ExpBackward0", made, (self,), lambda grad, made: (grad * made,), (made,))


@grow(engine.Tensor)
def log(self):
    return record("LogBackward0", np.log(self.array), (self,), lambda grad, a: (grad / a,), (self.array,))


@grow(engine.Tensor)
def tanh(self):
    made = np.tanh(self.array)
    return record("TanhBackward0", made, (self,), lambda grad, made: (grad * (1 - made**2),), (made,))


@grow(engine.Tensor)
def relu(self):
    made = np.where(self.array > 0, self.array, 0.01 * self.array)
    return record("ReluBackward0", made, (self,), lambda grad, made: (grad * (made > 0),), (made,))

# %% wrong="the rules look past what was saved" caught="what_was_saved_is_freed"
@grow(engine.Tensor)
def exp(self):
    made = np.exp(self.array)
    return record("ExpBackward0", made, (self,), lambda grad: (grad * made,))


@grow(engine.Tensor)
def log(self):
    return record("LogBackward0", np.log(self.array), (self,), lambda grad: (grad / self.array,))


@grow(engine.Tensor)
def tanh(self):
    made = np.tanh(self.array)
    return record("TanhBackward0", made, (self,), lambda grad: (grad * (1 - made**2),))


@grow(engine.Tensor)
def relu(self):
    made = np.maximum(self.array, 0)
    return record("ReluBackward0", made, (self,), lambda grad: (grad * (made > 0),))

# %% right="np.where and other forms of the same"
@grow(engine.Tensor)
def exp(self):
    made = np.exp(self.array)
    return record("ExpBackward0", made, (self,), lambda grad, made: (grad * made,), (made,))


@grow(engine.Tensor)
def log(self):
    return record("LogBackward0", np.log(self.array), (self,), lambda grad, a: (grad * (1 / a),), (self.array,))


@grow(engine.Tensor)
def tanh(self):
    made = np.tanh(self.array)
    return record("TanhBackward0", made, (self,), lambda grad, made: (grad * (1 - made) * (1 + made),), (made,))


@grow(engine.Tensor)
def relu(self):
    made = np.where(self.array > 0, self.array, 0).astype(self.array.dtype)
    return record("ReluBackward0", made, (self,), lambda grad, made: (np.where(made > 0, grad, 0),), (made,))

# %% right="from what went in"
@grow(engine.Tensor)
def exp(self):
    return record("ExpBackward0", np.exp(self.array), (self,), lambda grad, a: (grad * np.exp(a),), (self.array,))


@grow(engine.Tensor)
def log(self):
    return record("LogBackward0", np.log(self.array), (self,), lambda grad, a: (grad / a,), (self.array,))


@grow(engine.Tensor)
def tanh(self):
    def rule(grad, a):
        return (grad / np.cosh(a) ** 2,)

    return record("TanhBackward0", np.tanh(self.array), (self,), rule, (self.array,))


@grow(engine.Tensor)
def relu(self):
    def rule(grad, mask):
        return (grad * mask,)

    return record("ReluBackward0", self.array * (self.array > 0), (self,), rule, (self.array > 0,))
