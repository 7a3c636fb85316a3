# %% wrong="zero_grad once, before all batches" caught="each_batch_makes_a_step_of_its_own"
@grow(practice)
def train_epoch(net, optimizer, loss_fn, batches):
    net.train()
    optimizer.zero_grad()
    total, rows = 0.0, 0
    for x, y in batches:
        loss = loss_fn(net(x), y)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(x)
        rows += len(x)
    return total / rows

# %% wrong="one step at the end of the epoch" caught="each_batch_makes_a_step_of_its_own"
@grow(practice)
def train_epoch(net, optimizer, loss_fn, batches):
    net.train()
    optimizer.zero_grad()
    total, rows = 0.0, 0
    for x, y in batches:
        loss = loss_fn(net(x), y)
        loss.backward()
        total += loss.item() * len(x)
        rows += len(x)
    optimizer.step()
    return total / rows

# %% wrong="the mean of the batches' means" caught="the_loss_of_an_epoch_is_the_mean_over_rows"
@grow(practice)
def train_epoch(net, optimizer, loss_fn, batches):
    net.train()
    losses = [practice.train_step(net, optimizer, loss_fn, x, y) for x, y in batches]
    return sum(losses) / len(losses)

# %% wrong="the sum of the batches' means" caught="the_loss_of_an_epoch_is_the_mean_over_rows"
@grow(practice)
def train_epoch(net, optimizer, loss_fn, batches):
    net.train()
    return sum(practice.train_step(net, optimizer, loss_fn, x, y) for x, y in batches)

# %% wrong="the last batch's loss" caught="the_loss_of_an_epoch_is_the_mean_over_rows"
@grow(practice)
def train_epoch(net, optimizer, loss_fn, batches):
    net.train()
    loss = 0.0
    for x, y in batches:
        loss = practice.train_step(net, optimizer, loss_fn, x, y)
    return loss

# %% wrong="weighs with rows and divides by batches" caught="the_loss_of_an_epoch_is_the_mean_over_rows"
@grow(practice)
def train_epoch(net, optimizer, loss_fn, batches):
    net.train()
    total, count = 0.0, 0
    for x, y in batches:
        total += practice.train_step(net, optimizer, loss_fn, x, y) * len(x)
        count += 1
    return total / count

# %% wrong="asks for the number of batches" caught="batches_may_come_from_a_generator"
@grow(practice)
def train_epoch(net, optimizer, loss_fn, batches):
    net.train()
    total, rows = 0.0, 0
    for number in range(len(batches)):
        x, y = batches[number]
        total += practice.train_step(net, optimizer, loss_fn, x, y) * len(x)
        rows += len(x)
    return total / rows

# %% wrong="counts the rows first, which uses a generator up" caught="batches_may_come_from_a_generator"
@grow(practice)
def train_epoch(net, optimizer, loss_fn, batches):
    net.train()
    rows = sum(len(x) for x, _ in batches)
    return sum(practice.train_step(net, optimizer, loss_fn, x, y) * len(x) for x, y in batches) / rows

# %% wrong="leaves the mode as it is" caught="the_whole_network_is_put_in_training_mode"
@grow(practice)
def train_epoch(net, optimizer, loss_fn, batches):
    total, rows = 0.0, 0
    for x, y in batches:
        total += practice.train_step(net, optimizer, loss_fn, x, y) * len(x)
        rows += len(x)
    return total / rows

# %% wrong="sets the flag of the outermost module" caught="the_whole_network_is_put_in_training_mode"
@grow(practice)
def train_epoch(net, optimizer, loss_fn, batches):
    net.training = True
    total, rows = 0.0, 0
    for x, y in batches:
        total += practice.train_step(net, optimizer, loss_fn, x, y) * len(x)
        rows += len(x)
    return total / rows

# %% wrong="goes back to evaluation" caught="the_whole_network_is_put_in_training_mode"
@grow(practice)
def train_epoch(net, optimizer, loss_fn, batches):
    net.train()
    total, rows = 0.0, 0
    for x, y in batches:
        total += practice.train_step(net, optimizer, loss_fn, x, y) * len(x)
        rows += len(x)
    net.eval()
    return total / rows

# %% wrong="skips the small last batch" caught="a_small_last_batch_is_used_too"
@grow(practice)
def train_epoch(net, optimizer, loss_fn, batches):
    net.train()
    total, rows, size = 0.0, 0, 0
    for x, y in batches:
        size = max(size, len(x))
        if len(x) == size:
            total += practice.train_step(net, optimizer, loss_fn, x, y) * len(x)
            rows += len(x)
    return total / rows

# %% right="a list of pairs"
@grow(practice)
def train_epoch(net, optimizer, loss_fn, batches):
    net.train()
    seen = [(practice.train_step(net, optimizer, loss_fn, x, y), x.shape[0]) for x, y in batches]
    return sum(loss * rows for loss, rows in seen) / sum(rows for _, rows in seen)

# %% right="the circle written out"
@grow(practice)
def train_epoch(net, optimizer, loss_fn, batches):
    net.train(True)
    mean, rows = 0.0, 0
    for x, y in batches:
        optimizer.zero_grad()
        loss = loss_fn(net(x), y)
        loss.backward()
        optimizer.step()
        rows += len(y)
        mean += (loss.item() - mean) * len(y) / rows
    return mean
