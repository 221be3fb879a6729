"""Writes files of torch.save, of kinds that people have, into the folder given; the module of their classes too."""

import json
import struct
import sys
import warnings
from os.path import join

import torch
from torch import nn

warnings.simplefilter("ignore")
folder = sys.argv[1]
classes = '''
import torch
import torch.nn.functional as F
from torch import nn


class Turned(nn.Module):
    """Defines its layers in another order than it calls them, and calls functions."""

    def __init__(self):
        super().__init__()
        self.fc2, self.fc1, self.out = nn.Linear(64, 64), nn.Linear(32, 64), nn.Linear(64, 1)

    def forward(self, x):
        return self.out(torch.tanh(self.fc2(F.relu6(self.fc1(x)))))


class Attending(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv, self.back, self.out = nn.Linear(64, 192), nn.Linear(64, 64), nn.Linear(64, 1)

    def forward(self, x):
        samples, length, size = x.shape
        q, k, v = [one.view(samples, length, 4, 16).transpose(1, 2) for one in self.qkv(x).chunk(3, -1)]
        y = (q @ k.transpose(-2, -1) / 4).softmax(-1) @ v
        return self.out(x + self.back(y.transpose(1, 2).reshape(samples, length, size)))


class Gated(nn.Module):
    def __init__(self):
        super().__init__()
        self.both, self.out = nn.Linear(32, 128), nn.Linear(64, 1)

    def forward(self, x):
        units, gates = self.both(x).chunk(2, -1)
        return self.out(units * torch.sigmoid(gates))


class Choosing(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(32, 1)

    def forward(self, x):
        return self.fc(x) if x.sum() > 0 else x


class Raw(nn.Module):
    def __init__(self):
        super().__init__()
        self.W, self.fc = nn.Parameter(torch.randn(4, 8)), nn.Linear(8, 2)
'''
with open(join(folder, "classes.py"), "w") as file:
    file.write(classes)
sys.path.insert(0, folder)
import classes  # noqa: E402


def save(value, name):
    torch.save(value, join(folder, name))


for name in ("Turned", "Attending", "Gated", "Choosing"):
    save(getattr(classes, name)(), f"{name}.pt")
inner = nn.Sequential(nn.Linear(64, 64), nn.Hardswish())
save(
    nn.Sequential(nn.Linear(32, 64), nn.ReLU6(), nn.Linear(64, 64), nn.Hardtanh(), inner, nn.Linear(64, 1)),
    "sequence.pt",
)
save(nn.Sequential(nn.Conv2d(1, 6, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(600, 10)), "pictures.pt")
for kind in (nn.LSTM, nn.GRU, nn.RNN):
    save(kind(8, 16, 2).state_dict(), f"{kind.__name__}.pth")
plain = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 1))
save({f"module._orig_mod.{key}": value for key, value in plain.state_dict().items()}, "prefixed.pth.tar")
save(classes.Raw().state_dict(), "raw.pt")
quantised = torch.quantization.quantize_dynamic(plain, {nn.Linear})
save(quantised.state_dict(), "quantised.pt")
save(
    nn.Sequential(nn.Conv2d(1, 6, 5), nn.ReLU(), nn.Conv2d(6, 16, 5), nn.Flatten(), nn.Linear(600, 10)).state_dict(),
    "cnn.pt",
)
torch.jit.script(nn.Linear(3, 2)).save(join(folder, "script.pt"))
head = {"__metadata__": {"format": "pt"}}
for key, value in plain.state_dict().items():
    head[key] = {"dtype": "F32", "shape": list(value.shape), "data_offsets": [0, 0]}
text = json.dumps(head).encode()
with open(join(folder, "plain.safetensors"), "wb") as file:
    file.write(struct.pack("<Q", len(text)) + text)
