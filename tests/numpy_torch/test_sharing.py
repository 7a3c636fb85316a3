"""Memory that is shared is seen by processes forked from this one."""

import subprocess
import sys

from course.setup.places import ROOT

# A process of its own: torch's threads and a fork do not go together.
HOGWILD = """
import os
import solutions.reference as torch
net = torch.nn.Linear(2, 1)
other = torch.nn.Linear(2, 1)
for p in [*net.parameters(), *other.parameters()]:
    torch.nn.init.zeros_(p)
net.share_memory()
child = os.fork()
if child == 0:
    optimizer = torch.optim.SGD([*net.parameters(), *other.parameters()], lr=1.0)
    (net(torch.ones(1, 2)) + other(torch.ones(1, 2))).sum().backward()
    optimizer.step()
    os._exit(0)
os.waitpid(child, 0)
print(net.weight.tolist(), net.bias.tolist(), other.bias.tolist())
"""


def test_a_step_of_a_forked_process_is_seen_where_the_memory_is_shared():
    answer = subprocess.run([sys.executable, "-c", HOGWILD], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (answer.stdout, answer.stderr) == ("[[-1.0, -1.0]] [-1.0] [0.0]\n", "")
