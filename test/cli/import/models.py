"""Writes models by PyTorch's own exporters into the folder given."""

import contextlib
import sys
import warnings
from math import sqrt
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


class Gpt(nn.Module):
    """As GPT has it: one product for queries, keys and values, and a mask over what comes later."""

    class Block(nn.Module):
        def __init__(self, size, heads):
            super().__init__()
            self.heads = heads
            self.ln_1, self.c_attn, self.c_proj = nn.LayerNorm(size), nn.Linear(size, 3 * size), nn.Linear(size, size)
            self.ln_2, self.c_fc, self.proj = nn.LayerNorm(size), nn.Linear(size, 4 * size), nn.Linear(4 * size, size)
            self.register_buffer("mask", torch.tril(torch.ones(16, 16))[None, None])

        def attend(self, x):
            samples, length, size = x.shape
            parts = self.c_attn(x).split(size, dim=2)
            q, k, v = [z.view(samples, length, self.heads, size // self.heads).transpose(1, 2) for z in parts]
            scores = (q @ k.transpose(-2, -1)) / sqrt(k.shape[-1])
            scores = scores.masked_fill(self.mask[:, :, :length, :length] == 0, float("-inf"))
            return self.c_proj((torch.softmax(scores, -1) @ v).transpose(1, 2).reshape(samples, length, size))

        def forward(self, x):
            x = x + self.attend(self.ln_1(x))
            return x + self.proj(nn.functional.gelu(self.c_fc(self.ln_2(x)), approximate="tanh"))

    def __init__(self):
        super().__init__()
        self.wte, self.h = nn.Embedding(1000, 64), nn.ModuleList([Gpt.Block(64, 4) for _ in range(2)])
        self.ln_f, self.lm_head = nn.LayerNorm(64), nn.Linear(64, 1000, bias=False)

    def forward(self, words):
        x = self.wte(words)
        for block in self.h:
            x = block(x)
        return self.lm_head(self.ln_f(x))


class RmsNorm(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(size))

    def forward(self, x):
        return self.weight * (x * torch.rsqrt(x.square().mean(-1, keepdim=True) + 1e-6))


class Llama(nn.Module):
    """As LLaMA has it: weights of their own for queries, keys and values, RMS norms, and a gate."""

    class Layer(nn.Module):
        def __init__(self, size, heads):
            super().__init__()
            self.heads, self.norm1, self.norm2 = heads, RmsNorm(size), RmsNorm(size)
            names = ["q_proj", "k_proj", "v_proj", "o_proj"]
            self.attn = nn.ModuleDict({name: nn.Linear(size, size, bias=False) for name in names})
            self.gate_proj, self.up_proj = nn.Linear(size, 3 * size, bias=False), nn.Linear(size, 3 * size, bias=False)
            self.down_proj = nn.Linear(3 * size, size, bias=False)

        def attend(self, x):
            samples, length, size = x.shape
            each = [self.attn[f"{name}_proj"](x) for name in "qkv"]
            q, k, v = [z.view(samples, length, self.heads, size // self.heads).transpose(1, 2) for z in each]
            y = torch.softmax(q @ k.transpose(2, 3) / sqrt(size // self.heads), -1) @ v
            return self.attn["o_proj"](y.transpose(1, 2).reshape(samples, length, size))

        def forward(self, x):
            x = x + self.attend(self.norm1(x))
            n = self.norm2(x)
            return x + self.down_proj(nn.functional.silu(self.gate_proj(n)) * self.up_proj(n))

    def __init__(self):
        super().__init__()
        self.layers, self.head = nn.ModuleList([Llama.Layer(128, 2)]), nn.Linear(128, 1)

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return self.head(x)


class Vision(nn.Module):
    """Patches of a picture as tokens, and the encoder that PyTorch ships: norms come behind the identities."""

    def __init__(self):
        super().__init__()
        self.patch = nn.Conv2d(3, 64, 8, stride=8)
        layer = nn.TransformerEncoderLayer(64, 4, 128, activation="gelu", batch_first=True)
        self.encoder, self.head = nn.TransformerEncoder(layer, 2), nn.Linear(64, 10)

    def forward(self, x):
        return self.head(self.encoder(self.patch(x).flatten(2).transpose(1, 2)).mean(1))


class Fused(torch.autograd.Function):
    """Attention as one operator, as exporters and the runtime of ONNX write it. What it computes here is not looked at."""

    @staticmethod
    def forward(ctx, operator, attributes, query, *others):
        return query.clone()

    @staticmethod
    def symbolic(g, operator, attributes, query, *others):
        return g.op(operator, query, *others, **attributes).setType(query.type())


class SkipNorm(torch.autograd.Function):
    """A sum and the norm behind it, as the runtime has them; it hands on both."""

    @staticmethod
    def forward(ctx, x, skip, weight, bias):
        total = x + skip
        return nn.functional.layer_norm(total, weight.shape, weight, bias), total

    @staticmethod
    def symbolic(g, x, skip, weight, bias):
        norm, _, _, total = g.op("com.microsoft::SkipLayerNormalization", x, skip, weight, bias, outputs=4)
        return norm.setType(x.type()), total.setType(x.type())


class FusedBlock(nn.Module):
    """Attention as one operator within an identity, and a dense layer behind it."""

    def __init__(self, size, heads, keys, operator, attributes):
        super().__init__()
        self.operator, self.attributes = operator, attributes
        self.q_proj, self.o_proj = nn.Linear(size, size, bias=False), nn.Linear(size, size)
        self.k_proj, self.v_proj = nn.Linear(size, keys, bias=False), nn.Linear(size, keys, bias=False)
        self.ln1, self.fc, self.proj = nn.LayerNorm(size), nn.Linear(size, 4 * size), nn.Linear(4 * size, size)
        self.ln2 = nn.LayerNorm(size)

    def forward(self, x):
        n = self.ln1(x)
        y = Fused.apply(self.operator, self.attributes, self.q_proj(n), self.k_proj(n), self.v_proj(n))
        x = x + self.o_proj(y)
        return x + self.proj(nn.functional.gelu(self.fc(self.ln2(x))))


class Packed(nn.Module):
    """As the runtime has BERT: one operator with the weights of queries, keys and values in it, sums together with norms."""

    def __init__(self):
        super().__init__()
        self.qkv, self.out = nn.Parameter(torch.zeros(64, 192)), nn.Linear(64, 64)
        self.ln1, self.fc, self.proj = nn.LayerNorm(64), nn.Linear(64, 256), nn.Linear(256, 64)
        self.ln2, self.head = nn.LayerNorm(64), nn.Linear(64, 1)

    def forward(self, x):
        y = Fused.apply("com.microsoft::Attention", {"num_heads_i": 4}, x, self.qkv, torch.zeros(192))
        n, x = SkipNorm.apply(self.out(y), x, self.ln1.weight, self.ln1.bias)
        n, x = SkipNorm.apply(self.proj(nn.functional.gelu(self.fc(n))), x, self.ln2.weight, self.ln2.bias)
        return self.head(n)


class Choosing(nn.Module):
    """One of two layers, by the data."""

    def __init__(self):
        super().__init__()
        self.h, self.left, self.right = nn.Linear(16, 64), nn.Linear(64, 64), nn.Linear(64, 64)
        self.out = nn.Linear(64, 1)

    def forward(self, x):
        x = torch.erf(self.h(x))
        x = torch.tanh(self.left(x)) if bool(x.sum() > 0) else self.right(x)
        return self.out(x)


class Squeezing(nn.Module):
    """Takes out a side whose length is not known, where it is 1."""

    def __init__(self):
        super().__init__()
        self.h, self.out = nn.Linear(16, 64), nn.Linear(64, 1)

    def forward(self, x):
        return self.out(torch.erf(self.h(x.squeeze(1))))


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


def export(model, shape, name, dtype=torch.float32, **options):
    torch.onnx.export(model, torch.zeros(*shape, dtype=dtype), join(folder, f"{name}.onnx"), **options)


# Without training mode PyTorch puts a fused operator of its own in the place of attention.
preserved = {"training": torch.onnx.TrainingMode.PRESERVE}
gpt, llama, vision = Gpt(), Llama(), Vision()
export(Transformer().train(), (1, 16, 64), "transformer", **preserved)
export(gpt, (1, 16), "gpt", torch.long)
open_sizes = {"input_names": ["words"], "dynamic_axes": {"words": {0: "samples", 1: "length"}}}
export(gpt, (1, 16), "gpt-open", torch.long, **open_sizes)
export(llama, (1, 16, 128), "llama")
export(vision.train(), (1, 3, 32, 32), "vision", **preserved)
for name, model in {"gpt": gpt, "llama": llama, "vision": vision}.items():
    torch.save(model.state_dict(), join(folder, f"{name}.pt"))
export(Skip(), (1, 16), "skip")
microsoft = {"com.microsoft": 1}
fused = {
    "multi-head": FusedBlock(64, 4, 64, "com.microsoft::MultiHeadAttention", {"num_heads_i": 4}),
    "grouped": FusedBlock(64, 4, 32, "com.microsoft::GroupQueryAttention", {"num_heads_i": 4, "kv_num_heads_i": 2}),
    "opset-23": FusedBlock(64, 4, 64, "Attention", {"q_num_heads_i": 4, "kv_num_heads_i": 4}),
    "headless": FusedBlock(64, 4, 64, "Attention", {}),
}
for name, block in fused.items():
    # PyTorch's checker does not know the operators of later versions; the file is written by then.
    with contextlib.suppress(torch.onnx.CheckerError):
        export(nn.Sequential(block, nn.Linear(64, 1)), (1, 16, 64), name, custom_opsets=microsoft)
export(Packed(), (1, 16, 64), "packed", custom_opsets=microsoft)
export(torch.jit.script(Choosing()), (1, 16), "choosing")
some = {"input_names": ["x"], "dynamic_axes": {"x": {1: "some"}}}
export(Squeezing(), (1, 1, 16), "squeezing", **some)
export(Words(), (8, 1), "words", torch.long)
export(mixed, (1, 32), "mixed")
export(pictures, (1, 3, 32, 32), "pictures")
export(patches, (1, 3, 32, 32), "patches")
torch.save(plain, join(folder, "module.pt"))
torch.save({"epoch": 3, "state_dict": plain.state_dict()}, join(folder, "nested.pt"))
torch.save(plain.state_dict(), join(folder, "old.pt"), _use_new_zipfile_serialization=False)
