# %% wrong="no zero_grad" caught="the_second_step_uses_its_own_gradient"
@grow(practice)
def train_step(net, optimizer, loss_fn, x, y):
    loss = loss_fn(net(x), y)
    loss.backward()
    optimizer.step()
    return loss.item()

# %% wrong="zero_grad between backward and step" caught="one_step_is_taken"
@grow(practice)
def train_step(net, optimizer, loss_fn, x, y):
    loss = loss_fn(net(x), y)
    loss.backward()
    optimizer.zero_grad()
    optimizer.step()
    return loss.item()

# %% wrong="zero_grad twice, once too often" caught="one_step_is_taken"
@grow(practice)
def train_step(net, optimizer, loss_fn, x, y):
    optimizer.zero_grad()
    loss = loss_fn(net(x), y)
    loss.backward()
    optimizer.zero_grad()
    optimizer.step()
    return loss.item()

# %% wrong="zero_grad at the end alone" caught="a_gradient_from_before_the_call_does_not_count"
@grow(practice)
def train_step(net, optimizer, loss_fn, x, y):
    loss = loss_fn(net(x), y)
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
    return loss.item()

# %% wrong="the network's zero_grad, which misses what is not in it" caught="every_parameter_of_the_optimizer_begins_anew"
@grow(practice)
def train_step(net, optimizer, loss_fn, x, y):
    net.zero_grad()
    loss = loss_fn(net(x), y)
    loss.backward()
    optimizer.step()
    return loss.item()

# %% wrong="steps before it goes backward" caught="one_step_is_taken"
@grow(practice)
def train_step(net, optimizer, loss_fn, x, y):
    optimizer.zero_grad()
    loss = loss_fn(net(x), y)
    optimizer.step()
    loss.backward()
    return loss.item()

# %% wrong="no step" caught="one_step_is_taken"
@grow(practice)
def train_step(net, optimizer, loss_fn, x, y):
    optimizer.zero_grad()
    loss = loss_fn(net(x), y)
    loss.backward()
    return loss.item()

# %% wrong="returns the loss with its graph" caught="the_loss_before_the_step_is_returned_as_a_number"
@grow(practice)
def train_step(net, optimizer, loss_fn, x, y):
    optimizer.zero_grad()
    loss = loss_fn(net(x), y)
    loss.backward()
    optimizer.step()
    return loss

# %% wrong="returns the loss after the step" caught="the_loss_before_the_step_is_returned_as_a_number"
@grow(practice)
def train_step(net, optimizer, loss_fn, x, y):
    optimizer.zero_grad()
    loss_fn(net(x), y).backward()
    optimizer.step()
    return loss_fn(net(x), y).item()

# %% wrong="goes forward once more for the number" caught="the_network_runs_once_a_step"
@grow(practice)
def train_step(net, optimizer, loss_fn, x, y):
    optimizer.zero_grad()
    value = loss_fn(net(x), y).item()
    loss_fn(net(x), y).backward()
    optimizer.step()
    return value

# %% wrong="target and output change places" caught="the_loss_gets_output_and_target_in_this_order"
@grow(practice)
def train_step(net, optimizer, loss_fn, x, y):
    optimizer.zero_grad()
    loss = loss_fn(y, net(x))
    loss.backward()
    optimizer.step()
    return loss.item()

# %% wrong="two steps" caught="one_step_is_taken"
@grow(practice)
def train_step(net, optimizer, loss_fn, x, y):
    optimizer.zero_grad()
    loss = loss_fn(net(x), y)
    loss.backward()
    optimizer.step()
    optimizer.step()
    return loss.item()

# %% right="as late as possible"
@grow(practice)
def train_step(net, optimizer, loss_fn, x, y):
    output = net(x)
    loss = loss_fn(output, y)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    optimizer.step()
    return float(loss)

# %% right="before and after, where no gradient lives"
@grow(practice)
def train_step(net, optimizer, loss_fn, x, y):
    optimizer.zero_grad()
    loss = loss_fn(net(x), y)
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
    return loss.item()

# %% right="a closure"
@grow(practice)
def train_step(net, optimizer, loss_fn, x, y):
    def closure():
        optimizer.zero_grad()
        loss = loss_fn(net(x), y)
        loss.backward()
        return loss

    return optimizer.step(closure).item()
