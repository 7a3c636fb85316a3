# %% wrong="the whole network instead of its state" caught="the_file_holds_three_things"
@grow(practice)
def save_checkpoint(file, net, optimizer, epoch):
    torch.save({"net": net, "optimizer": optimizer.state_dict(), "epoch": epoch}, file)


@grow(practice)
def resume(file, net, optimizer):
    checkpoint = torch.load(file)
    net.load_state_dict(checkpoint["net"])
    optimizer.load_state_dict(checkpoint["optimizer"])
    return checkpoint["epoch"]

# %% wrong="the optimizer is not saved" caught="the_file_holds_three_things"
@grow(practice)
def save_checkpoint(file, net, optimizer, epoch):
    torch.save({"net": net.state_dict(), "epoch": epoch}, file)


@grow(practice)
def resume(file, net, optimizer):
    checkpoint = torch.load(file)
    net.load_state_dict(checkpoint["net"])
    return checkpoint["epoch"]

# %% wrong="the optimizer is saved and not loaded" caught="the_momentum_comes_back"
@grow(practice)
def save_checkpoint(file, net, optimizer, epoch):
    torch.save({"net": net.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch}, file)


@grow(practice)
def resume(file, net, optimizer):
    checkpoint = torch.load(file)
    net.load_state_dict(checkpoint["net"])
    return checkpoint["epoch"]

# %% wrong="the network is not loaded" caught="the_numbers_of_the_network_come_back"
@grow(practice)
def save_checkpoint(file, net, optimizer, epoch):
    torch.save({"net": net.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch}, file)


@grow(practice)
def resume(file, net, optimizer):
    checkpoint = torch.load(file)
    optimizer.load_state_dict(checkpoint["optimizer"])
    return checkpoint["epoch"]

# %% wrong="returns nothing" caught="the_epoch_comes_back"
@grow(practice)
def save_checkpoint(file, net, optimizer, epoch):
    torch.save({"net": net.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch}, file)


@grow(practice)
def resume(file, net, optimizer):
    checkpoint = torch.load(file)
    net.load_state_dict(checkpoint["net"])
    optimizer.load_state_dict(checkpoint["optimizer"])
    checkpoint

# %% wrong="returns the next epoch" caught="the_epoch_comes_back"
@grow(practice)
def save_checkpoint(file, net, optimizer, epoch):
    torch.save({"net": net.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch}, file)


@grow(practice)
def resume(file, net, optimizer):
    checkpoint = torch.load(file)
    net.load_state_dict(checkpoint["net"])
    optimizer.load_state_dict(checkpoint["optimizer"])
    return checkpoint["epoch"] + 1

# %% wrong="other keys" caught="the_file_holds_three_things"
@grow(practice)
def save_checkpoint(file, net, optimizer, epoch):
    torch.save({"model": net.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch}, file)


@grow(practice)
def resume(file, net, optimizer):
    checkpoint = torch.load(file)
    net.load_state_dict(checkpoint["model"])
    optimizer.load_state_dict(checkpoint["optimizer"])
    return checkpoint["epoch"]

# %% wrong="loads what fits and says nothing" caught="a_file_of_another_network_is_refused"
@grow(practice)
def save_checkpoint(file, net, optimizer, epoch):
    torch.save({"net": net.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch}, file)


@grow(practice)
def resume(file, net, optimizer):
    checkpoint = torch.load(file)
    net.load_state_dict(checkpoint["net"], strict=False)
    optimizer.load_state_dict(checkpoint["optimizer"])
    return checkpoint["epoch"]

# %% wrong="new Parameters in the network's place" caught="the_numbers_of_the_network_come_back"
@grow(practice)
def save_checkpoint(file, net, optimizer, epoch):
    torch.save({"net": net.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch}, file)


@grow(practice)
def resume(file, net, optimizer):
    checkpoint = torch.load(file)
    net.load_state_dict(checkpoint["net"], assign=True)
    optimizer.load_state_dict(checkpoint["optimizer"])
    return checkpoint["epoch"]

# %% wrong="the settings of the optimizer alone" caught="the_momentum_comes_back"
@grow(practice)
def save_checkpoint(file, net, optimizer, epoch):
    torch.save({"net": net.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch}, file)


@grow(practice)
def resume(file, net, optimizer):
    checkpoint = torch.load(file)
    net.load_state_dict(checkpoint["net"])
    optimizer.param_groups[0].update(lr=checkpoint["optimizer"]["param_groups"][0]["lr"])
    return checkpoint["epoch"]

# %% wrong="the learning rate is not taken over" caught="the_learning_rate_comes_back"
@grow(practice)
def save_checkpoint(file, net, optimizer, epoch):
    torch.save({"net": net.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch}, file)


@grow(practice)
def resume(file, net, optimizer):
    checkpoint = torch.load(file)
    net.load_state_dict(checkpoint["net"])
    lr = optimizer.param_groups[0]["lr"]
    optimizer.load_state_dict(checkpoint["optimizer"])
    optimizer.param_groups[0]["lr"] = lr
    return checkpoint["epoch"]

# %% wrong="the parameters without the statistics" caught="the_file_holds_three_things"
@grow(practice)
def save_checkpoint(file, net, optimizer, epoch):
    torch.save({"net": dict(net.named_parameters()), "optimizer": optimizer.state_dict(), "epoch": epoch}, file)


@grow(practice)
def resume(file, net, optimizer):
    checkpoint = torch.load(file)
    net.load_state_dict(checkpoint["net"], strict=False)
    optimizer.load_state_dict(checkpoint["optimizer"])
    return checkpoint["epoch"]

# %% right="by keys"
@grow(practice)
def save_checkpoint(file, net, optimizer, epoch):
    checkpoint = dict(epoch=epoch, optimizer=optimizer.state_dict(), net=net.state_dict())
    torch.save(checkpoint, file)


@grow(practice)
def resume(file, net, optimizer):
    found = torch.load(file, weights_only=True)
    for key, part in (("net", net), ("optimizer", optimizer)):
        part.load_state_dict(found[key])
    return found["epoch"]

# %% right="popped one by one"
@grow(practice)
def save_checkpoint(file, net, optimizer, epoch):
    states = {"net": net, "optimizer": optimizer}
    torch.save({**{key: value.state_dict() for key, value in states.items()}, "epoch": epoch}, file)


@grow(practice)
def resume(file, net, optimizer):
    saved = torch.load(file)
    optimizer.load_state_dict(saved.pop("optimizer"))
    net.load_state_dict(saved.pop("net"))
    return saved.pop("epoch")
