# %% wrong="each factor gets its own" caught="a_factor_gets_the_other_factor"
@grow(engine.Tensor)
def __mul__(self, other):
    other = operand(other, self)
    return record("MulBackward0", self.array * other.array, (self, other), lambda grad, a, b: (grad * a, grad * b), (self.array, other.array))


@grow(engine.Tensor)
def __truediv__(self, other):
    other = operand(other, self)
    return record("DivBackward0", self.array / other.array, (self, other), lambda grad, a, b: (grad / b, -grad * a / b**2), (self.array, other.array))


@grow(engine.Tensor)
def __pow__(self, n):
    return record("PowBackward0", self.array**n, (self,), lambda grad, a: (grad * n * a ** (n - 1) if n else np.zeros_like(grad),), (self.array,))

# %% wrong="forgets the gradient that comes" caught="a_factor_gets_the_other_factor"
@grow(engine.Tensor)
def __mul__(self, other):
    other = operand(other, self)
    return record("MulBackward0", self.array * other.array, (self, other), lambda grad, a, b: (b, a), (self.array, other.array))


@grow(engine.Tensor)
def __truediv__(self, other):
    other = operand(other, self)
    return record("DivBackward0", self.array / other.array, (self, other), lambda grad, a, b: (grad / b, -grad * a / b**2), (self.array, other.array))


@grow(engine.Tensor)
def __pow__(self, n):
    return record("PowBackward0", self.array**n, (self,), lambda grad, a: (grad * n * a ** (n - 1) if n else np.zeros_like(grad),), (self.array,))

# %% wrong="the denominator falls the wrong way" caught="numerator_and_denominator_have_rules_of_their_own"
@grow(engine.Tensor)
def __mul__(self, other):
    other = operand(other, self)
    return record("MulBackward0", self.array * other.array, (self, other), lambda grad, a, b: (grad * b, grad * a), (self.array, other.array))


@grow(engine.Tensor)
def __truediv__(self, other):
    other = operand(other, self)
    return record("DivBackward0", self.array / other.array, (self, other), lambda grad, a, b: (grad / b, grad * a / b**2), (self.array, other.array))


@grow(engine.Tensor)
def __pow__(self, n):
    return record("PowBackward0", self.array**n, (self,), lambda grad, a: (grad * n * a ** (n - 1) if n else np.zeros_like(grad),), (self.array,))

# %% wrong="the denominator is not squared" caught="numerator_and_denominator_have_rules_of_their_own"
@grow(engine.Tensor)
def __mul__(self, other):
    other = operand(other, self)
    return record("MulBackward0", self.array * other.array, (self, other), lambda grad, a, b: (grad * b, grad * a), (self.array, other.array))


@grow(engine.Tensor)
def __truediv__(self, other):
    other = operand(other, self)
    return record("DivBackward0", self.array / other.array, (self, other), lambda grad, a, b: (grad / b, -grad * a / b), (self.array, other.array))


@grow(engine.Tensor)
def __pow__(self, n):
    return record("PowBackward0", self.array**n, (self,), lambda grad, a: (grad * n * a ** (n - 1) if n else np.zeros_like(grad),), (self.array,))

# %% wrong="a quotient is a product with the inverse" caught="each_operation_leaves_a_node_of_its_own_name"
@grow(engine.Tensor)
def __mul__(self, other):
    other = operand(other, self)
    return record("MulBackward0", self.array * other.array, (self, other), lambda grad, a, b: (grad * b, grad * a), (self.array, other.array))


@grow(engine.Tensor)
def __truediv__(self, other):
    other = operand(other, self)
    return self * operand(1 / other.array, self)


@grow(engine.Tensor)
def __pow__(self, n):
    return record("PowBackward0", self.array**n, (self,), lambda grad, a: (grad * n * a ** (n - 1) if n else np.zeros_like(grad),), (self.array,))

# %% wrong="keeps the exponent" caught="a_power_loses_one_and_gains_a_factor"
@grow(engine.Tensor)
def __mul__(self, other):
    other = operand(other, self)
    return record("MulBackward0", self.array * other.array, (self, other), lambda grad, a, b: (grad * b, grad * a), (self.array, other.array))


@grow(engine.Tensor)
def __truediv__(self, other):
    other = operand(other, self)
    return record("DivBackward0", self.array / other.array, (self, other), lambda grad, a, b: (grad / b, -grad * a / b**2), (self.array, other.array))


@grow(engine.Tensor)
def __pow__(self, n):
    return record("PowBackward0", self.array**n, (self,), lambda grad, a: (grad * n * a**n,), (self.array,))

# %% wrong="forgets the factor" caught="a_power_loses_one_and_gains_a_factor"
@grow(engine.Tensor)
def __mul__(self, other):
    other = operand(other, self)
    return record("MulBackward0", self.array * other.array, (self, other), lambda grad, a, b: (grad * b, grad * a), (self.array, other.array))


@grow(engine.Tensor)
def __truediv__(self, other):
    other = operand(other, self)
    return record("DivBackward0", self.array / other.array, (self, other), lambda grad, a, b: (grad / b, -grad * a / b**2), (self.array, other.array))


@grow(engine.Tensor)
def __pow__(self, n):
    return record("PowBackward0", self.array**n, (self,), lambda grad, a: (grad * a ** (n - 1),), (self.array,))

# %% wrong="0 times infinity" caught="the_power_zero_is_flat_everywhere"
@grow(engine.Tensor)
def __mul__(self, other):
    other = operand(other, self)
    return record("MulBackward0", self.array * other.array, (self, other), lambda grad, a, b: (grad * b, grad * a), (self.array, other.array))


@grow(engine.Tensor)
def __truediv__(self, other):
    other = operand(other, self)
    return record("DivBackward0", self.array / other.array, (self, other), lambda grad, a, b: (grad / b, -grad * a / b**2), (self.array, other.array))


@grow(engine.Tensor)
def __pow__(self, n):
    return record("PowBackward0", self.array**n, (self,), lambda grad, a: (grad * n * a ** (n - 1),), (self.array,))

# %% wrong="a gradient without its tuple" caught="a_power_loses_one_and_gains_a_factor"
@grow(engine.Tensor)
def __mul__(self, other):
    other = operand(other, self)
    return record("MulBackward0", self.array * other.array, (self, other), lambda grad, a, b: (grad * b, grad * a), (self.array, other.array))


@grow(engine.Tensor)
def __truediv__(self, other):
    other = operand(other, self)
    return record("DivBackward0", self.array / other.array, (self, other), lambda grad, a, b: (grad / b, -grad * a / b**2), (self.array, other.array))


@grow(engine.Tensor)
def __pow__(self, n):
    return record("PowBackward0", self.array**n, (self,), lambda grad, a: grad * n * a ** (n - 1) if n else np.zeros_like(grad), (self.array,))

# %% wrong="a power is a product" caught="the_results_are_right"
@grow(engine.Tensor)
def __mul__(self, other):
    other = operand(other, self)
    return record("MulBackward0", self.array * other.array, (self, other), lambda grad, a, b: (grad * b, grad * a), (self.array, other.array))


@grow(engine.Tensor)
def __truediv__(self, other):
    other = operand(other, self)
    return record("DivBackward0", self.array / other.array, (self, other), lambda grad, a, b: (grad / b, -grad * a / b**2), (self.array, other.array))


@grow(engine.Tensor)
def __pow__(self, n):
    return record("PowBackward0", self.array * n, (self,), lambda grad, a: (grad * n * a ** (n - 1) if n else np.zeros_like(grad),), (self.array,))

# %% wrong="one name for all" caught="each_operation_leaves_a_node_of_its_own_name"
@grow(engine.Tensor)
def __mul__(self, other):
    other = operand(other, self)
    return record("MulBackward0", self.array * other.array, (self, other), lambda grad, a, b: (grad * b, grad * a), (self.array, other.array))


@grow(engine.Tensor)
def __truediv__(self, other):
    other = operand(other, self)
    return record("MulBackward0", self.array / other.array, (self, other), lambda grad, a, b: (grad / b, -grad * a / b**2), (self.array, other.array))


@grow(engine.Tensor)
def __pow__(self, n):
    return record("PowBackward0", self.array**n, (self,), lambda grad, a: (grad * n * a ** (n - 1) if n else np.zeros_like(grad),), (self.array,))

# %% right="rules with names"
@grow(engine.Tensor)
def __mul__(self, other):
    other = operand(other, self)

    def rule(grad, first, second):
        return second * grad, first * grad

    return record("MulBackward0", self.array * other.array, (self, other), rule, saved=(self.array, other.array))


@grow(engine.Tensor)
def __truediv__(self, other):
    other = operand(other, self)
    quotient = self.array / other.array

    def rule(grad, quotient, b):
        return grad / b, -grad * quotient / b

    return record("DivBackward0", quotient, (self, other), rule, (quotient, other.array))


@grow(engine.Tensor)
def __pow__(self, n):
    def rule(grad, a):
        if n == 0:
            return (grad * 0,)
        return (grad * (n * np.power(a, n - 1)),)

    return record("PowBackward0", np.power(self.array, n), (self,), rule, (self.array,))

# %% right="numpy by name"
@grow(engine.Tensor)
def __mul__(self, other):
    other = operand(other, self)
    return record("MulBackward0", np.multiply(self.array, other.array), (self, other), lambda grad, a, b: (grad * b, grad * a), (self.array, other.array))


@grow(engine.Tensor)
def __truediv__(self, other):
    other = operand(other, self)
    return record("DivBackward0", self.array / other.array, (self, other), lambda grad, a, b: (grad / b, -(grad / b) * (a / b)), (self.array, other.array))


@grow(engine.Tensor)
def __pow__(self, n):
    return record("PowBackward0", self.array**n, (self,), lambda grad, a: (grad * (n * a ** (n - 1) if n != 0 else 0),), (self.array,))
