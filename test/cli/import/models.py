"""Writes models by PyTorch's own exporters into the folder given."""
import sys
import warnings
from os.path import join

import torch
from torch import nn

warnings.simplefilter("ignore")
folder = sys.argv[1]


class Block(nn.Module):
    def __init__(self, size, heads):
        super().__init__()
        self.ln1 = nn.LayerNorm(size)
        self.attn = nn.MultiheadAttention(size, heads, batch_first=True)
        self.ln2 = nn.LayerNorm(size)
        self.fc = nn.Linear(size, 4 * size)
        self.proj = nn.Linear(4 * size, size)

    def forward(self, x):
        n = self.ln1(x)
        x = x + self.attn(n, n, n, need_weights=False)[0]
        return x + self.proj(nn.functional.gelu(self.fc(self.ln2(x))))


class Transformer(nn.Module):
    def __init__(self):
        super().__init__()
        self.b1, self.b2, self.head = Block(64, 4), Block(64, 4), nn.Linear(64, 1)

    def forward(self, x):
        return self.head(self.b2(self.b1(x))[:, 0])


class Skip(nn.Module):
    def __init__(self):
        super().__init__()
        self.h1, self.h2, self.out = nn.Linear(16, 64), nn.Linear(64, 64), nn.Linear(64, 1)

    def forward(self, x):
        x = torch.erf(self.h1(x))
        return self.out(x + torch.sin(self.h2(x)))


class Words(nn.Module):
    def __init__(self):
        super().__init__()
        self.words, self.lstm, self.out = nn.Embedding(1000, 48), nn.LSTM(48, 64), nn.Linear(64, 1)

    def forward(self, x):
        return self.out(self.lstm(self.words(x))[0][-1])


mixed = nn.Sequential(
    *[nn.Linear(32, 128), nn.BatchNorm1d(128), nn.SiLU(), nn.Linear(128, 128), nn.LeakyReLU()],
    *[nn.Dropout(), nn.Linear(128, 10), nn.Softmax(-1)],
)
pictures = nn.Sequential(
    *[nn.Conv2d(3, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(16, 32, 3), nn.ReLU()],
    *[nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(32, 10)],
)
patches = nn.Sequential(nn.Conv2d(3, 64, 8, stride=8), nn.GELU(), nn.Flatten(), nn.Linear(64 * 16, 1))
plain = nn.Sequential(nn.Linear(64, 256), nn.Tanh(), nn.LayerNorm(256), nn.Linear(256, 64), nn.ReLU(), nn.Linear(64, 1))


def export(model, shape, name, dtype=torch.float32):
    # Without training mode PyTorch puts a fused operator of its own in the place of attention.
    options = {"training": torch.onnx.TrainingMode.PRESERVE} if name == "transformer" else {}
    torch.onnx.export(model, torch.zeros(*shape, dtype=dtype), join(folder, f"{name}.onnx"), **options)


export(Transformer().train(), (1, 16, 64), "transformer")
export(Skip(), (1, 16), "skip")
export(Words(), (8, 1), "words", torch.long)
export(mixed, (1, 32), "mixed")
export(pictures, (1, 3, 32, 32), "pictures")
export(patches, (1, 3, 32, 32), "patches")
torch.save(plain, join(folder, "module.pt"))
torch.save({"epoch": 3, "state_dict": plain.state_dict()}, join(folder, "nested.pt"))
torch.save(plain.state_dict(), join(folder, "old.pt"), _use_new_zipfile_serialization=False)
