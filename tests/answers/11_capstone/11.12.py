# %% wrong="asks in the mode that the network is in" caught="it_says_which_digits_and_how_sure"
@grow(practice)
def read(net, images):
    training = net.training
    with torch.no_grad():
        sure, digits = net(images).softmax(dim=1).max(dim=1)
    net.train(training)
    return digits, sure

# %% wrong="leaves it in eval" caught="it_leaves_the_network_in_the_mode_it_met"
@grow(practice)
def read(net, images):
    training = net.training
    net.eval()
    with torch.no_grad():
        sure, digits = net(images).softmax(dim=1).max(dim=1)
    return digits, sure

# %% wrong="puts it into training mode always" caught="it_leaves_the_network_in_the_mode_it_met"
@grow(practice)
def read(net, images):
    training = net.training
    net.eval()
    with torch.no_grad():
        sure, digits = net(images).softmax(dim=1).max(dim=1)
    net.train()
    return digits, sure

# %% wrong="records" caught="nothing_is_recorded"
@grow(practice)
def read(net, images):
    training = net.training
    net.eval()
    sure, digits = net(images).softmax(dim=1).max(dim=1)
    net.train(training)
    return digits, sure

# %% wrong="how sure, then which" caught="it_says_which_digits_and_how_sure"
@grow(practice)
def read(net, images):
    training = net.training
    net.eval()
    with torch.no_grad():
        sure, digits = net(images).softmax(dim=1).max(dim=1)
    net.train(training)
    return sure, digits

# %% wrong="scores instead of probabilities" caught="it_says_which_digits_and_how_sure"
@grow(practice)
def read(net, images):
    training = net.training
    net.eval()
    with torch.no_grad():
        sure, digits = net(images).max(dim=1)
    net.train(training)
    return digits, sure

# %% wrong="softmax over the batch" caught="it_says_which_digits_and_how_sure"
@grow(practice)
def read(net, images):
    training = net.training
    net.eval()
    with torch.no_grad():
        sure, digits = net(images).softmax(dim=0).max(dim=1)
    net.train(training)
    return digits, sure

# %% wrong="log probabilities" caught="it_says_which_digits_and_how_sure"
@grow(practice)
def read(net, images):
    training = net.training
    net.eval()
    with torch.no_grad():
        sure, digits = net(images).log_softmax(dim=1).max(dim=1)
    net.train(training)
    return digits, sure

# %% wrong="switches recording off for good" caught="nothing_is_recorded"
@grow(practice)
def read(net, images):
    training = net.training
    net.eval()
    torch.set_grad_enabled(False)
    sure, digits = net(images).softmax(dim=1).max(dim=1)
    net.train(training)
    return digits, sure

# %% wrong="plain lists" caught="it_says_which_digits_and_how_sure"
@grow(practice)
def read(net, images):
    training = net.training
    net.eval()
    with torch.no_grad():
        sure, digits = net(images).softmax(dim=1).max(dim=1)
    net.train(training)
    return digits.tolist(), sure.tolist()

# %% wrong="eval only at the top" caught="it_says_which_digits_and_how_sure"
@grow(practice)
def read(net, images):
    training = net.training
    net.training = False
    with torch.no_grad():
        sure, digits = net(images).softmax(dim=1).max(dim=1)
    net.train(training)
    return digits, sure

# %% right="argmax and amax"
@grow(practice)
def read(net, images):
    mode = net.training
    with torch.no_grad():
        chances = nn.functional.softmax(net.eval()(images), dim=-1)
    net.train(mode)
    return chances.argmax(dim=1), chances.amax(dim=1)

# %% right="with try and finally"
@grow(practice)
@torch.no_grad()
def read(net, images):
    was = net.training
    net.train(False)
    try:
        best = nn.Softmax(dim=1)(net(images)).max(dim=1)
    finally:
        net.train(was)
    return best.indices, best.values
