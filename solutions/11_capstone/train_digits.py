"""Train a small convolutional network on handwritten digits: an ordinary torch script."""

import gzip
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch

nn = torch.nn
F = torch.nn.functional


class Net(nn.Module):
    """Two blocks of convolution, then one linear layer."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 16, kernel_size=3, padding=1, bias=False)
        self.norm1 = nn.BatchNorm2d(16)
        self.conv2 = nn.Conv2d(16, 32, kernel_size=3, padding=1, bias=False)
        self.norm2 = nn.BatchNorm2d(32)
        self.pool = nn.MaxPool2d(2)
        self.drop = nn.Dropout(0.2)
        self.out = nn.Linear(32 * 2 * 2, 10)

    def forward(self, x):
        x = self.pool(F.relu(self.norm1(self.conv1(x))))
        x = self.pool(F.relu(self.norm2(self.conv2(x))))
        return self.out(self.drop(torch.flatten(x, 1)))


def train(net, loader, optimizer, device):
    """One epoch; returns the mean loss."""
    net.train()
    total = 0.0
    for images, labels in loader:
        images, labels = images.to(device), labels.to(device)
        optimizer.zero_grad()
        loss = F.cross_entropy(net(images), labels)
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), max_norm=5.0)
        optimizer.step()
        total += loss.item() * len(images)
    return total / len(loader.dataset)


@torch.no_grad()
def test(net, loader, device):
    """How many digits are read rightly."""
    net.eval()
    return sum((net(images.to(device)).argmax(1).cpu() == labels).sum().item() for images, labels in loader)


def load_digits():
    """The 1,797 handwritten digits that come with scikit-learn, read as a file: images (N, 1, 8, 8) and labels."""
    path = Path(find_spec("sklearn").origin).parent / "datasets" / "data" / "digits.csv.gz"
    with gzip.open(path, "rt") as file:
        table = torch.from_numpy(np.loadtxt(file, delimiter=",", dtype=np.float32))
    return table[:, :-1].reshape(-1, 1, 8, 8) / 16, table[:, -1].long()


def main(epochs=3):
    torch.manual_seed(0)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    images, labels = load_digits()
    dataset = torch.utils.data.TensorDataset(images[:1500], labels[:1500])
    held_back = torch.utils.data.TensorDataset(images[1500:], labels[1500:])
    train_loader = torch.utils.data.DataLoader(dataset, batch_size=50, shuffle=True)
    test_loader = torch.utils.data.DataLoader(held_back, batch_size=99)

    net = Net().to(device)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9, weight_decay=1e-4)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=2, gamma=0.3)
    print(f"{sum(p.numel() for p in net.parameters()):,} parameters")
    for epoch in range(epochs):
        loss = train(net, train_loader, optimizer, device)
        print(f"epoch {epoch + 1}  loss {loss:.2f}  right {test(net, test_loader, device)} of {len(held_back)}")
        scheduler.step()

    torch.save(net.state_dict(), "digits.pt")
    again = Net().to(device)
    print(again.load_state_dict(torch.load("digits.pt", weights_only=True)))
    print(f"read back: right {test(again, test_loader, device)} of {len(held_back)}")


if __name__ == "__main__":
    main()
