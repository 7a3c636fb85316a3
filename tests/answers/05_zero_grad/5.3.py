# %% wrong="the parts' means are added up as they are" caught="two_halves_add_up_to_the_whole_batch"
@grow(practice)
def accumulate(net, loss_fn, x, y, size):
    net.zero_grad()
    total = 0.0
    for part_x, part_y in zip(x.split(size), y.split(size), strict=True):
        loss = loss_fn(net(part_x), part_y)
        loss.backward()
        total += loss.item()
    return total

# %% wrong="every part counts the same" caught="a_smaller_last_part_counts_less"
@grow(practice)
def accumulate(net, loss_fn, x, y, size):
    net.zero_grad()
    total, parts = 0.0, len(x.split(size))
    for part_x, part_y in zip(x.split(size), y.split(size), strict=True):
        loss = loss_fn(net(part_x), part_y) / parts
        loss.backward()
        total += loss.item()
    return total

# %% wrong="a share of size, whatever the part has" caught="a_smaller_last_part_counts_less"
@grow(practice)
def accumulate(net, loss_fn, x, y, size):
    net.zero_grad()
    total = 0.0
    for part_x, part_y in zip(x.split(size), y.split(size), strict=True):
        loss = loss_fn(net(part_x), part_y) * size / len(x)
        loss.backward()
        total += loss.item()
    return total

# %% wrong="zero_grad before every part" caught="two_halves_add_up_to_the_whole_batch"
@grow(practice)
def accumulate(net, loss_fn, x, y, size):
    total = 0.0
    for part_x, part_y in zip(x.split(size), y.split(size), strict=True):
        net.zero_grad()
        loss = loss_fn(net(part_x), part_y) * (len(part_x) / len(x))
        loss.backward()
        total += loss.item()
    return total

# %% wrong="never begins anew" caught="gradients_from_before_do_not_count"
@grow(practice)
def accumulate(net, loss_fn, x, y, size):
    total = 0.0
    for part_x, part_y in zip(x.split(size), y.split(size), strict=True):
        loss = loss_fn(net(part_x), part_y) * (len(part_x) / len(x))
        loss.backward()
        total += loss.item()
    return total

# %% wrong="takes the gradients away at the end" caught="two_halves_add_up_to_the_whole_batch"
@grow(practice)
def accumulate(net, loss_fn, x, y, size):
    total = 0.0
    for part_x, part_y in zip(x.split(size), y.split(size), strict=True):
        loss = loss_fn(net(part_x), part_y) * (len(part_x) / len(x))
        loss.backward()
        total += loss.item()
    net.zero_grad()
    return total

# %% wrong="one backward() of the sum, at the end" caught="only_one_graph_is_in_memory_at_a_time"
@grow(practice)
def accumulate(net, loss_fn, x, y, size):
    net.zero_grad()
    total = 0.0
    for part_x, part_y in zip(x.split(size), y.split(size), strict=True):
        total = total + loss_fn(net(part_x), part_y) * (len(part_x) / len(x))
    total.backward()
    return total.item()

# %% wrong="the whole batch at once" caught="the_network_never_sees_more_than_size_rows"
@grow(practice)
def accumulate(net, loss_fn, x, y, size):
    net.zero_grad()
    loss = loss_fn(net(x), y)
    loss.backward()
    return loss.item()

# %% wrong="leaves the rest out" caught="a_smaller_last_part_counts_less"
@grow(practice)
def accumulate(net, loss_fn, x, y, size):
    net.zero_grad()
    total, count = 0.0, max(1, len(x) // size)
    for at in range(count):
        part = slice(at * size, (at + 1) * size)
        loss = loss_fn(net(x[part]), y[part]) / count
        loss.backward()
        total += loss.item()
    return total

# %% wrong="split(size) is taken for a number of parts" caught="the_network_never_sees_more_than_size_rows"
@grow(practice)
def accumulate(net, loss_fn, x, y, size):
    net.zero_grad()
    total = 0.0
    for part_x, part_y in zip(x.chunk(size), y.chunk(size), strict=True):
        loss = loss_fn(net(part_x), part_y) * (len(part_x) / len(x))
        loss.backward()
        total += loss.item()
    return total

# %% wrong="returns a tensor with its graph" caught="the_loss_of_the_whole_batch_is_returned"
@grow(practice)
def accumulate(net, loss_fn, x, y, size):
    net.zero_grad()
    total = 0.0
    for part_x, part_y in zip(x.split(size), y.split(size), strict=True):
        loss = loss_fn(net(part_x), part_y) * (len(part_x) / len(x))
        loss.backward()
        total += loss
    return total

# %% wrong="returns the last part's loss" caught="the_loss_of_the_whole_batch_is_returned"
@grow(practice)
def accumulate(net, loss_fn, x, y, size):
    net.zero_grad()
    for part_x, part_y in zip(x.split(size), y.split(size), strict=True):
        loss = loss_fn(net(part_x), part_y) * (len(part_x) / len(x))
        loss.backward()
    return loss.item()

# %% right="slices, and the share in backward()"
@grow(practice)
def accumulate(net, loss_fn, x, y, size):
    net.zero_grad(set_to_none=False)
    total = 0.0
    for start in range(0, len(x), size):
        part = slice(start, start + size)
        loss, share = loss_fn(net(x[part]), y[part]), len(x[part]) / len(x)
        loss.backward(torch.tensor(share))
        total += loss.item() * share
    return total

# %% right="sums of rows, and the gradients divided at the end"
@grow(practice)
def accumulate(net, loss_fn, x, y, size):
    net.zero_grad()
    losses = []
    for part_x, part_y in zip(x.split(size), y.split(size), strict=True):
        loss = loss_fn(net(part_x), part_y) * len(part_x)
        loss.backward()
        losses.append(loss.item())
    for p in net.parameters():
        p.grad /= len(x)
    return sum(losses) / len(x)
