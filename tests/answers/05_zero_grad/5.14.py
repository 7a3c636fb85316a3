# %% wrong="zero_grad before every backward" caught="several_batches_act_like_one_large_batch"
@grow(practice)
def accumulate_epoch(net, optimizer, loss_fn, batches, every):
    steps = 0
    for number, (x, y) in enumerate(batches, 1):
        optimizer.zero_grad()
        (loss_fn(net(x), y) / every).backward()
        if number % every == 0:
            optimizer.step()
            steps += 1
    return steps

# %% wrong="a step for each batch" caught="several_batches_act_like_one_large_batch"
@grow(practice)
def accumulate_epoch(net, optimizer, loss_fn, batches, every):
    optimizer.zero_grad()
    steps = 0
    for number, (x, y) in enumerate(batches, 1):
        (loss_fn(net(x), y) / every).backward()
        optimizer.step()
        steps += 1
        if number % every == 0:
            optimizer.zero_grad()
    return steps

# %% wrong="the sum in the place of the mean" caught="several_batches_act_like_one_large_batch"
@grow(practice)
def accumulate_epoch(net, optimizer, loss_fn, batches, every):
    optimizer.zero_grad()
    steps = 0
    for number, (x, y) in enumerate(batches, 1):
        loss_fn(net(x), y).backward()
        if number % every == 0:
            optimizer.step()
            optimizer.zero_grad()
            steps += 1
    return steps

# %% wrong="no zero_grad after the step" caught="after_a_step_a_new_sum_begins"
@grow(practice)
def accumulate_epoch(net, optimizer, loss_fn, batches, every):
    optimizer.zero_grad()
    steps = 0
    for number, (x, y) in enumerate(batches, 1):
        (loss_fn(net(x), y) / every).backward()
        if number % every == 0:
            optimizer.step()
            steps += 1
    return steps

# %% wrong="no zero_grad before the first batch" caught="before_the_first_batch_the_sum_begins"
@grow(practice)
def accumulate_epoch(net, optimizer, loss_fn, batches, every):
    steps = 0
    for number, (x, y) in enumerate(batches, 1):
        (loss_fn(net(x), y) / every).backward()
        if number % every == 0:
            optimizer.step()
            optimizer.zero_grad()
            steps += 1
    return steps

# %% wrong="zero_grad before the step" caught="several_batches_act_like_one_large_batch"
@grow(practice)
def accumulate_epoch(net, optimizer, loss_fn, batches, every):
    optimizer.zero_grad()
    steps = 0
    for number, (x, y) in enumerate(batches, 1):
        (loss_fn(net(x), y) / every).backward()
        if number % every == 0:
            optimizer.zero_grad()
            optimizer.step()
            steps += 1
    return steps

# %% wrong="counts from 0, so that the first batch steps alone" caught="several_batches_act_like_one_large_batch"
@grow(practice)
def accumulate_epoch(net, optimizer, loss_fn, batches, every):
    optimizer.zero_grad()
    steps = 0
    for number, (x, y) in enumerate(batches):
        (loss_fn(net(x), y) / every).backward()
        if number % every == 0:
            optimizer.step()
            optimizer.zero_grad()
            steps += 1
    return steps

# %% wrong="steps with a rest as well" caught="a_rest_that_does_not_fill_up_takes_no_step"
@grow(practice)
def accumulate_epoch(net, optimizer, loss_fn, batches, every):
    optimizer.zero_grad()
    steps, waiting = 0, 0
    for x, y in batches:
        (loss_fn(net(x), y) / every).backward()
        waiting += 1
        if waiting == every:
            optimizer.step()
            optimizer.zero_grad()
            steps, waiting = steps + 1, 0
    if waiting:
        optimizer.step()
        steps += 1
    return steps

# %% wrong="returns the number of batches" caught="a_rest_that_does_not_fill_up_takes_no_step"
@grow(practice)
def accumulate_epoch(net, optimizer, loss_fn, batches, every):
    optimizer.zero_grad()
    number = 0
    for number, (x, y) in enumerate(batches, 1):
        (loss_fn(net(x), y) / every).backward()
        if number % every == 0:
            optimizer.step()
            optimizer.zero_grad()
    return number

# %% wrong="asks for the number of batches" caught="the_steps_are_counted"
@grow(practice)
def accumulate_epoch(net, optimizer, loss_fn, batches, every):
    optimizer.zero_grad()
    for number in range(len(batches)):
        x, y = batches[number]
        (loss_fn(net(x), y) / every).backward()
        if (number + 1) % every == 0:
            optimizer.step()
            optimizer.zero_grad()
    return len(batches) // every

# %% wrong="one step at the end of the epoch" caught="after_a_step_a_new_sum_begins"
@grow(practice)
def accumulate_epoch(net, optimizer, loss_fn, batches, every):
    optimizer.zero_grad()
    for x, y in batches:
        (loss_fn(net(x), y) / every).backward()
    optimizer.step()
    return 1

# %% right="zero_grad at the beginning of each group"
@grow(practice)
def accumulate_epoch(net, optimizer, loss_fn, batches, every):
    steps = 0
    for number, (x, y) in enumerate(batches):
        if number % every == 0:
            optimizer.zero_grad()
        loss_fn(net(x), y).div(every).backward()
        if number % every == every - 1:
            optimizer.step()
            steps += 1
    return steps

# %% right="groups of a list"
@grow(practice)
def accumulate_epoch(net, optimizer, loss_fn, batches, every):
    batches = list(batches)
    steps = len(batches) // every
    for at in range(steps):
        optimizer.zero_grad()
        for x, y in batches[at * every : (at + 1) * every]:
            loss = loss_fn(net(x), y) / every
            loss.backward()
        optimizer.step()
    return steps

# %% right="gradients divided before the step"
@grow(practice)
def accumulate_epoch(net, optimizer, loss_fn, batches, every):
    optimizer.zero_grad()
    waiting = steps = 0
    for x, y in batches:
        loss_fn(net(x), y).backward()
        waiting += 1
        if waiting == every:
            for group in optimizer.param_groups:
                for p in group["params"]:
                    p.grad.div_(every)
            optimizer.step()
            optimizer.zero_grad()
            waiting, steps = 0, steps + 1
    return steps
