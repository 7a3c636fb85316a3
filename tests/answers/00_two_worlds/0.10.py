# %% wrong="normal numbers" caught="the_first_weight_is_torchs_own"
@grow(practice)
def draw(seed, sizes):
    torch.manual_seed(seed)
    params = []
    for inputs, outputs in pairwise(sizes):
        bound = inputs**-0.5
        params.append((torch.randn(outputs, inputs) * bound).requires_grad_())
        params.append((torch.randn(outputs) * bound).requires_grad_())
    return params

# %% wrong="between 0 and the bound" caught="the_first_weight_is_torchs_own"
@grow(practice)
def draw(seed, sizes):
    torch.manual_seed(seed)
    params = []
    for inputs, outputs in pairwise(sizes):
        bound = inputs**-0.5
        params.append((torch.rand(outputs, inputs) * bound).requires_grad_())
        params.append((torch.rand(outputs) * bound).requires_grad_())
    return params

# %% wrong="no root" caught="the_first_weight_is_torchs_own"
@grow(practice)
def draw(seed, sizes):
    torch.manual_seed(seed)
    params = []
    for inputs, outputs in pairwise(sizes):
        for shape in ((outputs, inputs), (outputs,)):
            params.append(torch.empty(shape).uniform_(-1 / inputs, 1 / inputs).requires_grad_())
    return params

# %% wrong="the outputs decide the bound" caught="the_first_weight_is_torchs_own"
@grow(practice)
def draw(seed, sizes):
    torch.manual_seed(seed)
    params = []
    for inputs, outputs in pairwise(sizes):
        bound = outputs**-0.5
        for shape in ((outputs, inputs), (outputs,)):
            params.append(torch.empty(shape).uniform_(-bound, bound).requires_grad_())
    return params

# %% wrong="biases of zero" caught="the_first_bias_is_drawn_too"
@grow(practice)
def draw(seed, sizes):
    torch.manual_seed(seed)
    params = []
    for inputs, outputs in pairwise(sizes):
        bound = inputs**-0.5
        params.append(torch.empty(outputs, inputs).uniform_(-bound, bound).requires_grad_())
        params.append(torch.zeros(outputs, requires_grad=True))
    return params

# %% wrong="all weights before all biases" caught="a_weight_and_a_bias_for_each_layer"
@grow(practice)
def draw(seed, sizes):
    torch.manual_seed(seed)
    weights, biases = [], []
    for inputs, outputs in pairwise(sizes):
        bound = inputs**-0.5
        weights.append(torch.empty(outputs, inputs).uniform_(-bound, bound).requires_grad_())
        biases.append(torch.empty(outputs).uniform_(-bound, bound).requires_grad_())
    return weights + biases

# %% wrong="draws all weights first, and sorts them afterwards" caught="the_first_bias_is_drawn_too"
@grow(practice)
def draw(seed, sizes):
    torch.manual_seed(seed)
    weights = [torch.empty(o, i).uniform_(-(i**-0.5), i**-0.5).requires_grad_() for i, o in pairwise(sizes)]
    biases = [torch.empty(o).uniform_(-(i**-0.5), i**-0.5).requires_grad_() for i, o in pairwise(sizes)]
    return [t for both in zip(weights, biases) for t in both]

# %% wrong="a row for each input" caught="a_weight_and_a_bias_for_each_layer"
@grow(practice)
def draw(seed, sizes):
    torch.manual_seed(seed)
    params = []
    for inputs, outputs in pairwise(sizes):
        bound = inputs**-0.5
        for shape in ((inputs, outputs), (outputs,)):
            params.append(torch.empty(shape).uniform_(-bound, bound).requires_grad_())
    return params

# %% wrong="the seed again for each layer" caught="the_second_layer_goes_on_where_the_first_ended"
@grow(practice)
def draw(seed, sizes):
    params = []
    for inputs, outputs in pairwise(sizes):
        torch.manual_seed(seed)
        bound = inputs**-0.5
        for shape in ((outputs, inputs), (outputs,)):
            params.append(torch.empty(shape).uniform_(-bound, bound).requires_grad_())
    return params

# %% wrong="always the same seed" caught="the_second_layer_goes_on_where_the_first_ended"
@grow(practice)
def draw(seed, sizes):
    torch.manual_seed(0)
    params = []
    for inputs, outputs in pairwise(sizes):
        bound = inputs**-0.5
        for shape in ((outputs, inputs), (outputs,)):
            params.append(torch.empty(shape).uniform_(-bound, bound).requires_grad_())
    return params

# %% wrong="no seed at all" caught="the_second_layer_goes_on_where_the_first_ended"
@grow(practice)
def draw(seed, sizes):
    params = []
    for inputs, outputs in pairwise(sizes):
        bound = inputs**-0.5
        for shape in ((outputs, inputs), (outputs,)):
            params.append(torch.empty(shape).uniform_(-bound, bound).requires_grad_())
    return params

# %% wrong="numpy's random numbers" caught="the_first_weight_is_torchs_own"
@grow(practice)
def draw(seed, sizes):
    rng = np.random.default_rng(seed)
    params = []
    for inputs, outputs in pairwise(sizes):
        bound = inputs**-0.5
        for shape in ((outputs, inputs), (outputs,)):
            params.append(torch.tensor(rng.uniform(-bound, bound, shape), dtype=torch.float32, requires_grad=True))
    return params

# %% wrong="asks first, and scales afterwards" caught="all_of_them_are_leaves_that_ask"
@grow(practice)
def draw(seed, sizes):
    torch.manual_seed(seed)
    params = []
    for inputs, outputs in pairwise(sizes):
        bound = inputs**-0.5
        for shape in ((outputs, inputs), (outputs,)):
            params.append(torch.rand(shape, requires_grad=True) * 2 * bound - bound)
    return params

# %% wrong="forgets to ask" caught="all_of_them_are_leaves_that_ask"
@grow(practice)
def draw(seed, sizes):
    torch.manual_seed(seed)
    params = []
    for inputs, outputs in pairwise(sizes):
        bound = inputs**-0.5
        for shape in ((outputs, inputs), (outputs,)):
            params.append(torch.empty(shape).uniform_(-bound, bound))
    return params

# %% wrong="a layer too many" caught="a_weight_and_a_bias_for_each_layer"
@grow(practice)
def draw(seed, sizes):
    torch.manual_seed(seed)
    params = []
    for inputs, outputs in zip([sizes[0], *sizes], sizes):
        bound = inputs**-0.5
        for shape in ((outputs, inputs), (outputs,)):
            params.append(torch.empty(shape).uniform_(-bound, bound).requires_grad_())
    return params

# %% right="rand, stretched"
@grow(practice)
def draw(seed, sizes):
    torch.manual_seed(seed)
    params = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        bound = 1 / np.sqrt(inputs)
        weight = (2 * torch.rand(outputs, inputs) - 1) * float(bound)
        bias = (2 * torch.rand(outputs) - 1) * float(bound)
        params += [weight.requires_grad_(), bias.requires_grad_()]
    return params

# %% right="drawn in place, under no_grad"
@grow(practice)
def draw(seed, sizes):
    torch.manual_seed(seed)
    params = []
    for i in range(len(sizes) - 1):
        weight = torch.empty(sizes[i + 1], sizes[i], requires_grad=True)
        bias = torch.empty(sizes[i + 1], requires_grad=True)
        with torch.no_grad():
            for t in (weight, bias):
                t.uniform_(-(sizes[i] ** -0.5), sizes[i] ** -0.5)
        params.extend([weight, bias])
    return params

# %% right="nn.init, as torch does it"
@grow(practice)
def draw(seed, sizes):
    torch.manual_seed(seed)
    params = []
    for inputs, outputs in pairwise(sizes):
        weight, bias = torch.empty(outputs, inputs), torch.empty(outputs)
        nn.init.kaiming_uniform_(weight, a=5**0.5)
        nn.init.uniform_(bias, -1 / inputs**0.5, 1 / inputs**0.5)
        params += [weight.requires_grad_(), bias.requires_grad_()]
    return params
