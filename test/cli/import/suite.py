"""Writes twenty modules as people write them into the folder given: each as ONNX, for the suite of imports."""

import sys
import warnings
from os.path import join

import torch
from torch import nn
from torch.nn import functional

warnings.simplefilter("ignore")
folder = sys.argv[1]


class Functional(nn.Module):
    """The commonest style: layers in __init__, functions in forward."""

    def __init__(self):
        super().__init__()
        self.fc1, self.fc2, self.out = nn.Linear(32, 128), nn.Linear(128, 128), nn.Linear(128, 10)

    def forward(self, x):
        return self.out(torch.tanh(self.fc2(functional.relu(self.fc1(x)))))


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed, self.out = nn.Linear(32, 128), nn.Linear(128, 1)
        self.h1, self.h2 = nn.Linear(128, 128), nn.Linear(128, 128)

    def forward(self, x):
        x = self.embed(x)
        x = x + functional.gelu(self.h1(x))
        return self.out(x + functional.gelu(self.h2(x)))


class Attention(nn.Module):
    def __init__(self, size, heads, spelling):
        super().__init__()
        self.heads, self.spelling = heads, spelling
        self.q, self.k, self.v, self.o = [nn.Linear(size, size) for _ in range(4)]

    def forward(self, x):
        b, n, d = x.shape
        q, k, v = [one(x).view(b, n, self.heads, d // self.heads) for one in (self.q, self.k, self.v)]
        if self.spelling == "einsum":
            scores = torch.einsum("bqhd,bkhd->bhqk", q, k) / (d // self.heads) ** 0.5
            y = torch.einsum("bhqk,bkhd->bqhd", scores.softmax(-1), v)
        else:
            q, k, v = [one.transpose(1, 2) for one in (q, k, v)]
            y = ((q @ k.transpose(2, 3) / (d // self.heads) ** 0.5).softmax(-1) @ v).transpose(1, 2)
        return self.o(y.reshape(b, n, d))


class Block(nn.Module):
    def __init__(self, size, heads, spelling="matmul"):
        super().__init__()
        self.ln1, self.ln2, self.attn = nn.LayerNorm(size), nn.LayerNorm(size), Attention(size, heads, spelling)
        self.fc, self.proj = nn.Linear(size, 4 * size), nn.Linear(4 * size, size)

    def forward(self, x):
        x = x + self.attn(self.ln1(x))
        return x + self.proj(functional.gelu(self.fc(self.ln2(x))))


class VisionTransformer(nn.Module):
    def __init__(self):
        super().__init__()
        self.patch, self.head = nn.Conv2d(3, 64, 8, stride=8), nn.Linear(64, 10)
        self.token, self.place = nn.Parameter(torch.zeros(1, 1, 64)), nn.Parameter(torch.zeros(1, 17, 64))
        self.blocks, self.norm = nn.Sequential(Block(64, 4), Block(64, 4)), nn.LayerNorm(64)

    def forward(self, x):
        x = self.patch(x).flatten(2).transpose(1, 2)
        x = torch.cat([self.token.expand(x.shape[0], -1, -1), x], 1) + self.place
        return self.head(self.norm(self.blocks(x))[:, 0])


class NanoGpt(nn.Module):
    """Its readout has the weights of its embedding."""

    def __init__(self):
        super().__init__()
        self.wte, self.wpe = nn.Embedding(1000, 64), nn.Embedding(16, 64)
        self.h, self.ln_f = nn.Sequential(Block(64, 4), Block(64, 4)), nn.LayerNorm(64)
        self.lm_head = nn.Linear(64, 1000, bias=False)
        self.lm_head.weight = self.wte.weight

    def forward(self, words):
        x = self.wte(words) + self.wpe(torch.arange(words.shape[1]))
        return self.lm_head(self.ln_f(self.h(x)))


class Encoder(nn.Module):
    def __init__(self, norm_first):
        super().__init__()
        layer = nn.TransformerEncoderLayer(64, 4, 128, batch_first=True, activation="gelu", norm_first=norm_first)
        self.encoder, self.head = nn.TransformerEncoder(layer, 2), nn.Linear(64, 1)

    def forward(self, x):
        return self.head(self.encoder(x)[:, 0])


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 6, 5, padding=2), nn.Conv2d(6, 16, 5)
        self.fc1, self.fc2, self.fc3 = nn.Linear(400, 120), nn.Linear(120, 84), nn.Linear(84, 10)

    def forward(self, x):
        x = functional.max_pool2d(torch.relu(self.conv1(x)), 2)
        x = torch.flatten(functional.max_pool2d(torch.relu(self.conv2(x)), 2), 1)
        return self.fc3(torch.relu(self.fc2(torch.relu(self.fc1(x)))))


class ResNet(nn.Module):
    class Block(nn.Module):
        def __init__(self, into, out, stride):
            super().__init__()
            self.conv1, self.bn1 = nn.Conv2d(into, out, 3, stride, 1, bias=False), nn.BatchNorm2d(out)
            self.conv2, self.bn2 = nn.Conv2d(out, out, 3, 1, 1, bias=False), nn.BatchNorm2d(out)
            self.down = nn.Conv2d(into, out, 1, stride, bias=False)

        def forward(self, x):
            return torch.relu(self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x))))) + self.down(x))

    def __init__(self):
        super().__init__()
        self.stem, self.fc = nn.Conv2d(3, 16, 3, padding=1), nn.Linear(32, 10)
        self.layers = nn.Sequential(ResNet.Block(16, 16, 1), ResNet.Block(16, 32, 2))

    def forward(self, x):
        return self.fc(self.layers(torch.relu(self.stem(x))).mean((2, 3)))


class UNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.down, self.mid = nn.Conv2d(1, 8, 3, padding=1), nn.Conv2d(8, 16, 3, stride=2, padding=1)
        self.up, self.out = nn.ConvTranspose2d(16, 8, 2, stride=2), nn.Conv2d(16, 1, 3, padding=1)

    def forward(self, x):
        a = torch.relu(self.down(x))
        return self.out(torch.cat([a, self.up(torch.relu(self.mid(a)))], 1))


class MobileNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.expand, self.depth = nn.Conv2d(16, 64, 1), nn.Conv2d(64, 64, 3, padding=1, groups=64)
        self.project, self.fc = nn.Conv2d(64, 16, 1), nn.Linear(16, 10)

    def forward(self, x):
        y = functional.relu6(self.depth(functional.relu6(self.expand(x))))
        return self.fc((x + self.project(y)).mean((2, 3)))


class LstmClassifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.words, self.lstm, self.fc = nn.Embedding(100, 32), nn.LSTM(32, 64, batch_first=True), nn.Linear(64, 2)

    def forward(self, x):
        return self.fc(self.lstm(self.words(x))[0][:, -1])


class TwoTower(nn.Module):
    def __init__(self):
        super().__init__()
        self.user, self.item = nn.Linear(32, 64), nn.Linear(48, 64)

    def forward(self, u, i):
        return (torch.relu(self.user(u)) * torch.relu(self.item(i))).sum(-1, keepdim=True)


class TwoInputs(nn.Module):
    """Two inputs beside each other are one."""

    def __init__(self):
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(80, 64), nn.Linear(64, 1)

    def forward(self, a, b):
        return self.fc2(functional.silu(self.fc1(torch.cat([a, b], -1))))


class Mixer(nn.Module):
    """Mixes tokens, then channels: of the two the language has the second."""

    def __init__(self):
        super().__init__()
        self.ln1, self.ln2 = nn.LayerNorm(64), nn.LayerNorm(64)
        self.tokens, self.back = nn.Linear(64, 32), nn.Linear(32, 64)
        self.channels, self.out = nn.Linear(64, 128), nn.Linear(128, 64)
        self.head = nn.Linear(64, 1)

    def forward(self, x):
        x = x + self.back(functional.gelu(self.tokens(self.ln1(x).transpose(1, 2)))).transpose(1, 2)
        return self.head((x + self.out(functional.gelu(self.channels(self.ln2(x)))))[:, 0])


class Graph(nn.Module):
    """Two layers of a network on graphs, by einsum, with the graph as an input."""

    def __init__(self):
        super().__init__()
        self.w1, self.w2 = nn.Parameter(torch.randn(16, 32)), nn.Parameter(torch.randn(32, 1))

    def forward(self, x, adjacency):
        h = torch.relu(torch.einsum("bij,bjd,de->bie", adjacency, x, self.w1))
        return torch.einsum("bij,bjd,de->bie", adjacency, h, self.w2)


class EinsumMlp(nn.Module):
    def __init__(self):
        super().__init__()
        self.w1, self.w2 = nn.Parameter(torch.randn(32, 64)), nn.Parameter(torch.randn(64, 1))

    def forward(self, x):
        return torch.einsum("bd,de->be", torch.erf(torch.einsum("bd,de->be", x, self.w1)), self.w2)


class Einsum(nn.Module):
    def __init__(self):
        super().__init__()
        self.block, self.head = Block(64, 4, "einsum"), nn.Linear(64, 1)

    def forward(self, x):
        return self.head(self.block(x)[:, 0])


class Cubic(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(32, 64), nn.Linear(64, 1)

    def forward(self, x):
        return self.fc2(self.fc1(x) ** 3)


class Glu(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(32, 128), nn.Linear(64, 1)

    def forward(self, x):
        return self.fc2(functional.glu(self.fc1(x)))


class Spelled(nn.Module):
    """Activations in spellings of their own."""

    def __init__(self):
        super().__init__()
        self.layers, self.out = nn.ModuleList([nn.Linear(64, 64) for _ in range(7)]), nn.Linear(64, 1)

    def forward(self, x):
        one, two, three, four, five, six, seven = self.layers
        x = one(x)
        x = x * torch.clamp(x + 3, 0, 6) / 6
        x = two(x).clamp(-1, 1)
        x = torch.maximum(three(x), torch.zeros(1))
        x = four(x).square()
        x = five(x)
        x = x * torch.sigmoid(1.702 * x)
        x = functional.relu6(six(x))
        x = seven(x)
        return self.out(torch.where(x > 0, x, torch.zeros_like(x)))


class Recurrent(nn.Module):
    """The same weights at each of four steps."""

    def __init__(self):
        super().__init__()
        self.begin, self.again, self.out = nn.Linear(32, 64), nn.Linear(64, 64), nn.Linear(64, 1)

    def forward(self, x):
        x = torch.tanh(self.begin(x))
        for _ in range(4):
            x = torch.tanh(self.again(x))
        return self.out(x)


class Bounded(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(
            *[nn.Linear(32, 64), nn.BatchNorm1d(64), nn.Mish(), nn.Linear(64, 64), nn.LayerNorm(64), nn.SELU()],
            *[nn.Linear(64, 64), nn.PReLU(), nn.Linear(64, 64), nn.Hardtanh(), nn.Dropout(), nn.Linear(64, 3)],
        )

    def forward(self, x):
        return self.body(x).softmax(-1)


def export(name, model, *shapes, **options):
    data = [torch.zeros(*one, dtype=torch.long) if one[0] == 2 else torch.zeros(*one) for one in shapes]
    path = join(folder, f"{name}.onnx")
    torch.onnx.export(model, tuple(data), path, training=torch.onnx.TrainingMode.PRESERVE, **options)


export("functional", Functional(), (1, 32))
export("residual", Residual(), (1, 32))
export("vit", VisionTransformer().eval(), (1, 3, 32, 32))
export("nanogpt", NanoGpt(), (2, 16))
export("pre-norm", Encoder(True).train(), (1, 16, 64))
export("post-norm", Encoder(False).train(), (1, 16, 64))
export("lenet", LeNet(), (1, 1, 28, 28))
export("resnet", ResNet().eval(), (1, 3, 32, 32))
export("u-net", UNet(), (1, 1, 32, 32))
export("mobilenet", MobileNet(), (1, 16, 16, 16))
export("lstm", LstmClassifier(), (2, 16))
export("two-tower", TwoTower(), (1, 32), (1, 48))
export("two-inputs", TwoInputs(), (1, 32), (1, 48))
export("mixer", Mixer(), (1, 64, 64))
export("graph", Graph(), (1, 8, 16), (1, 8, 8), opset_version=13)
export("einsum-mlp", EinsumMlp(), (1, 32), opset_version=13)
export("einsum-attention", Einsum(), (1, 16, 64), opset_version=13)
export("cubic", Cubic(), (1, 32))
export("glu", Glu(), (1, 32))
export("spelled", Spelled(), (1, 64))
export("recurrent", Recurrent(), (1, 32))
export("bounded", Bounded().eval(), (1, 32))
