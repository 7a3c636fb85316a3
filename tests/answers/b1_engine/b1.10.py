# %% wrong="keeps everything" caught="a_second_walk_is_refused"
@grow(engine.Node)
def apply(self, grad, keep=False):
    grads = self.rule(grad, *self.saved)
    return [unbroadcast(g, shape) for g, shape in zip(grads, self.shapes, strict=True)]

# %% wrong="lets go whatever it was told" caught="a_graph_that_is_retained_may_be_walked_again"
@grow(engine.Node)
def apply(self, grad, keep=False):
    if self.saved is None:
        raise RuntimeError(TWICE)
    grads = self.rule(grad, *self.saved)
    if self.saved:
        self.saved = None
    return [unbroadcast(g, shape) for g, shape in zip(grads, self.shapes, strict=True)]

# %% wrong="lets go where nothing was saved" caught="what_saved_nothing_has_nothing_to_lose"
@grow(engine.Node)
def apply(self, grad, keep=False):
    if self.saved is None:
        raise RuntimeError(TWICE)
    grads = self.rule(grad, *self.saved)
    if not keep:
        self.saved = None
    return [unbroadcast(g, shape) for g, shape in zip(grads, self.shapes, strict=True)]

# %% wrong="lets go before the rule" caught="a_second_walk_is_refused"
@grow(engine.Node)
def apply(self, grad, keep=False):
    if self.saved is None:
        raise RuntimeError(TWICE)
    if self.saved and not keep:
        self.saved = None
    grads = self.rule(grad, *self.saved)
    return [unbroadcast(g, shape) for g, shape in zip(grads, self.shapes, strict=True)]

# %% wrong="keeps where it was told not to" caught="a_second_walk_is_refused"
@grow(engine.Node)
def apply(self, grad, keep=False):
    if self.saved is None:
        raise RuntimeError(TWICE)
    grads = self.rule(grad, *self.saved)
    if self.saved and keep:
        self.saved = None
    return [unbroadcast(g, shape) for g, shape in zip(grads, self.shapes, strict=True)]

# %% wrong="words of its own" caught="a_second_walk_is_refused"
@grow(engine.Node)
def apply(self, grad, keep=False):
    if self.saved is None:
        raise RuntimeError("the graph is gone")
    grads = self.rule(grad, *self.saved)
    if self.saved and not keep:
        self.saved = None
    return [unbroadcast(g, shape) for g, shape in zip(grads, self.shapes, strict=True)]

# %% wrong="a TypeError from numpy" caught="a_second_walk_is_refused"
@grow(engine.Node)
def apply(self, grad, keep=False):
    grads = self.rule(grad, *self.saved)
    if self.saved and not keep:
        self.saved = None
    return [unbroadcast(g, shape) for g, shape in zip(grads, self.shapes, strict=True)]

# %% wrong="nothing saved is nothing left" caught="what_saved_nothing_has_nothing_to_lose"
@grow(engine.Node)
def apply(self, grad, keep=False):
    if not self.saved:
        raise RuntimeError(TWICE)
    grads = self.rule(grad, *self.saved)
    if self.saved and not keep:
        self.saved = ()
    return [unbroadcast(g, shape) for g, shape in zip(grads, self.shapes, strict=True)]

# %% wrong="the shapes are forgotten" caught="gradients_still_fit_their_inputs"
@grow(engine.Node)
def apply(self, grad, keep=False):
    if self.saved is None:
        raise RuntimeError(TWICE)
    grads = self.rule(grad, *self.saved)
    if self.saved and not keep:
        self.saved = None
    return list(grads)

# %% right="a copy of what was saved"
@grow(engine.Node)
def apply(self, grad, keep=False):
    saved = self.saved
    if saved is None:
        raise RuntimeError(TWICE)
    if not keep:
        self.saved = None if saved else ()
    return list(map(unbroadcast, self.rule(grad, *saved), self.shapes))

# %% right="the number of arrays"
@grow(engine.Node)
def apply(self, grad, keep=False):
    if self.saved is None:
        raise RuntimeError(TWICE)
    fitted = []
    for g, shape in zip(self.rule(grad, *self.saved), self.shapes, strict=True):
        fitted.append(unbroadcast(g, shape))
    if not keep and len(self.saved) > 0:
        self.saved = None
    return fitted
