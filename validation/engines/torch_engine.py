"""Archscale's torch engine: samples the posterior ensembles of a plan by underdamped Langevin dynamics.

    torch_engine.py --probe      one JSON line: which PyTorch, which device, or what is missing
    torch_engine.py [JOB.json]   measures; without a file the job is the first line of standard input

A job is {"plan": PLAN, "done": [indices], "memory": bytes or null, "timing": bool}. Events go to standard output, one JSON
object a line: progress, chains (the draws of one finished point), warning, failed. With "timing" it measures nothing and
says what the plan would take: cost. It stops when its standard input is closed.
Python 3.8 and PyTorch 1.13 or later.
"""

import json
import math
import os
import sys
import threading
import time

try:
    import torch
except ImportError as missing:
    torch = None
    missing_module = str(missing)

CPU_PADDING = 1.15
GPU_PADDING = 2.5


def emit(**event):
    print(json.dumps(event), flush=True)


def device_of():
    """The best device there is: CUDA, Apple's, or the CPU."""
    if torch.cuda.is_available():
        return torch.device("cuda")
    mps = getattr(torch.backends, "mps", None)
    if mps is not None and mps.is_available():
        return torch.device("mps")
    return torch.device("cpu")


def use_one_thread():
    """The products are small: threads would spend their time waiting for each other, most of all on a machine in use."""
    if "OMP_NUM_THREADS" not in os.environ:
        torch.set_num_threads(1)


def device_name(device):
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    return "Apple GPU" if device.type == "mps" else "CPU"


def free_memory(device):
    """Bytes that may be used: a part of what is free, so that others keep theirs."""
    if device.type == "cuda":
        return int(0.7 * torch.cuda.mem_get_info(device)[0])
    try:
        free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError, AttributeError):
        free = 4 << 30
    return min(int(0.5 * free), 8 << 30)


# Random inputs, the same in both engines: see validation/training/inputs.ts.

MASK = 0xFFFFFFFF


def hashed(x):
    """A permutation of 32 bits (lowbias32), on tensors of int64."""
    x = ((x ^ (x >> 16)) * 0x7FEB352D) & MASK
    x = ((x ^ (x >> 15)) * 0x846CA68B) & MASK
    return x ^ (x >> 16)


def gaussians(seed, stream, count):
    """`count` standard normal numbers in double precision: the first of them do not depend on `count`."""
    key = hashed((hashed(torch.tensor(seed)) + stream * 0x9E3779B9) & MASK)
    pairs = torch.arange((count + 1) // 2, dtype=torch.int64)
    one = (hashed(key ^ hashed(2 * pairs)).double() + 0.5) / 2.0**32
    two = hashed(key ^ hashed(2 * pairs + 1)).double() / 2.0**32
    radius = torch.sqrt(-2 * torch.log(one))
    both = torch.stack([radius * torch.cos(2 * math.pi * two), radius * torch.sin(2 * math.pi * two)], 1)
    return both.reshape(-1)[:count]


def whole(size):
    return max(1, int(round(size)))


def input_shape(given):
    kind = given["kind"]
    if given.get("signal") is not None:
        raise Unknown("spiked data")
    if kind == "gaussian":
        return [whole(given["dimension"])]
    if kind == "patches":
        return [whole(given["count"]), whole(given["size"])]
    if kind == "tokens":
        return [whole(given["length"]), whole(given["dimension"])]
    raise Unknown("inputs of kind " + kind)


class Unknown(Exception):
    """Something of the plan that this engine does not know."""


def inputs(network, seed, stream, count):
    """[count, ...input], standard normal."""
    shape = input_shape(network["input"])
    return gaussians(seed, stream, count * math.prod(shape)).reshape([count] + shape)


def hermite(degree, g):
    """He_n of unit norm."""
    before, here = torch.zeros_like(g), torch.ones_like(g)
    for n in range(degree):
        before, here = here, (g * here - math.sqrt(n) * before) / math.sqrt(n + 1)
    return here


def target_values(target, network, x):
    """y at inputs [count, ...input]: [count], of unit norm over the data."""
    given = network["input"]
    if target["kind"] == "attentive":
        length = x.shape[1]
        norm = math.sqrt((2 * (length - 1) + 10) / (2 * length))
        return x[:, 0, 0] * hermite(2, x[:, :, 0]).sum(1) / math.sqrt(length) / norm
    if target["kind"] != "hermite":
        raise Unknown("targets of kind " + target["kind"])
    norm = math.sqrt(sum(term["coefficient"] ** 2 for term in target["terms"]))
    y = 0.0
    directions = whole(target["directions"])
    for j in range(directions):
        for term in target["terms"]:
            y = y + term["coefficient"] / norm * hermite(term["degree"], x[..., j])
    y = y / math.sqrt(directions)
    return y.sum(1) / math.sqrt(y.shape[1]) if given["kind"] == "patches" else y


def witness(target, network, x, component):
    """What outputs at x [count, ...input] are multiplied with and summed for their alignment [count]: see validation/training/witness.ts."""
    y = target_values(target, network, x)
    if component is None or target["kind"] != "hermite":
        return y / (y * y).sum()
    norm = math.sqrt(sum(term["coefficient"] ** 2 for term in target["terms"]))
    others = []
    for term in target["terms"]:
        values = target_values(dict(target, terms=[term]), network, x)
        if term["degree"] == component:
            own, share = values, abs(term["coefficient"]) / norm
        else:
            others.append(without(values, others))
    rest = without(own, others)
    return rest / (share * (own * rest).sum())


def without(values, others):
    """What of a function is orthogonal to others, which are orthogonal to each other."""
    return values - sum((values * other).sum() / (other * other).sum() * other for other in others)


ACTIVATIONS = {
    "erf": lambda z: torch.erf(z),
    "tanh": lambda z: torch.tanh(z),
    "sin": lambda z: torch.sin(z),
    "relu": lambda z: torch.relu(z),
    "gelu": lambda z: torch.nn.functional.gelu(z),
    "silu": lambda z: torch.nn.functional.silu(z),
    "linear": lambda z: z,
    "quadratic": lambda z: z * z,
}


def times(h, weights):
    """h [G, C or 1, S, ..., in] by weights [G, C, out, in]: [G, C, S, ..., out], one matrix product for each set of data."""
    sets, chains, out, size = weights.shape
    shape = list(h.shape[2:-1])
    if h.shape[1] == 1:
        joined = torch.bmm(h.reshape(sets, -1, size), weights.reshape(sets, chains * out, size).transpose(1, 2))
        return joined.reshape([sets] + shape + [chains, out]).movedim(-2, 1)
    flat = torch.bmm(h.reshape(sets * chains, -1, size), weights.reshape(sets * chains, out, size).transpose(1, 2))
    return flat.reshape([sets, chains] + shape + [out])


class Network:
    """A network of the plan: f at inputs, for a batch of weights in unit-variance parameters."""

    def __init__(self, network):
        shape = input_shape(network["input"])
        self.layers, self.shapes, self.peak = [], [], math.prod(shape)
        size, grid = shape[-1], math.prod(shape[:-1])
        for layer in network["layers"]:
            kind, sizes = layer["kind"], layer["sizes"]
            if kind in ("dense", "conv") and set(sizes) <= {"width", "channels", "variance"}:
                if layer.get("activation") not in ACTIVATIONS:
                    raise Unknown("the activation %s" % layer.get("activation"))
                out = whole(sizes.get("width", sizes.get("channels")))
                self.shapes.append((out, size))
                self.peak += 3 * grid * out
                size = out
            elif kind == "attention" and layer is network["layers"][-1]:
                heads, low = whole(sizes["heads"]), (layer.get("scores") or {}).get("form") == "lowrank"
                if low:
                    raise Unknown("low-rank scores")
                self.shapes.append((heads * size, size))
                self.peak += heads * (3 * grid + 3 * size)
                size, grid = heads * size, 1
            else:
                raise Unknown("layers of kind %s as %s is" % (kind, layer["name"]))
            self.layers.append(layer)
        output = network["output"]
        self.pooled = {"mean": 1.0 / grid, "sum": 1.0 / math.sqrt(grid)}.get(output["kind"])
        if output["kind"] not in ("linear", "flatten", "mean", "sum"):
            raise Unknown("an output of kind " + output["kind"])
        last = network["layers"][-1]["sizes"]
        chi = whole(next(iter(last.values()))) if output["scaling"] == "meanfield" else 1
        features = size if self.pooled is not None else size * grid
        self.readout = math.sqrt(output.get("variance", 1.0) / (features * chi))
        self.hidden_count = sum(rows * columns for rows, columns in self.shapes)
        self.count, self.width = self.hidden_count + features, features

    def views(self, weights):
        """The blocks [G, C, rows, columns] of the hidden ones of weights [G, C, count], layer by layer."""
        at, blocks = 0, []
        for rows, columns in self.shapes:
            block = weights[:, :, at : at + rows * columns]
            blocks.append(block.reshape(block.shape[0], block.shape[1], rows, columns))
            at += rows * columns
        return blocks

    def hidden(self, blocks, x, until):
        """What the layers before `until` make of x [G, 1, S, ...input]."""
        h = x
        for layer, block in list(zip(self.layers, blocks))[:until]:
            if layer["kind"] == "attention":
                h = self.attend(h, block)
                continue
            scale = math.sqrt(layer["sizes"].get("variance", 1.0) / block.shape[-1])
            z = ACTIVATIONS[layer["activation"]](times(h, block) * scale)
            h = h + z if layer["residual"] else z
        return h

    @staticmethod
    def attend(h, block):
        sets, chains, rows, size = block.shape
        heads = rows // size
        keys = h.expand(sets, chains, *h.shape[2:])
        scores = block.reshape(sets, chains, heads, size, size)
        query = torch.einsum("gcsi,gchij->gcshj", keys[:, :, :, 0], scores) / size
        weights = torch.softmax(torch.einsum("gcshi,gcsbi->gcshb", query, keys), -1)
        return torch.einsum("gcshb,gcsbi->gcshi", weights, keys).reshape(sets, chains, -1, heads * size)

    def features(self, blocks, x):
        """Phi [G, C, S, width] of f = Phi a, a the readout's weights."""
        h = self.hidden(blocks, x, len(self.layers))
        if h.dim() > 4:
            h = h.sum(3) * self.pooled if self.pooled is not None else h.flatten(3)
        return h * self.readout


def answered(features, readout):
    """f [G, C, S] of features Phi [G, C, S, width] and the readout's weights [G, C, width]."""
    return (features * readout.unsqueeze(2)).sum(-1)


def integrated(features, y):
    """The readout's weights a ~ N(0, 1) integrated out of exp(-|Phi a - y|^2 / 2), see validation/training/integrated-readout.ts.

    Of Phi [G, C, S, width] and y [G, 1, S], both divided by the root of the ridge: the derivative by Phi of
    y (Phi Phi^T + 1)^-1 y / 2 + log det(Phi Phi^T + 1) / 2, and the mean of a [G, C, width]. Solved in the smaller of
    S and width; in double precision, as the squares of the features reach from 1 to S over the ridge.
    """
    samples, width = features.shape[2:]
    device = features.device
    target = y.expand(features.shape[:3]).unsqueeze(-1)
    dual = samples < width
    rows = features if dual else features.transpose(2, 3)
    square = rows @ rows.transpose(2, 3)
    # Apple's GPU has no double precision.
    place = torch.device("cpu") if device.type == "mps" else device
    square = square.to(place).double()
    square.diagonal(dim1=-2, dim2=-1).add_(1.0)
    # Without checks: what is no number stays so and is seen in the draws; checks would break a captured step.
    inverse = torch.cholesky_inverse(torch.linalg.cholesky_ex(square)[0]).to(features.dtype).to(device)
    if dual:
        pull = inverse @ target
        mean = features.transpose(2, 3) @ pull
        return inverse @ features - pull @ mean.transpose(2, 3), mean.squeeze(-1)
    mean = inverse @ (features.transpose(2, 3) @ target)
    return features @ inverse - (target - features @ mean) @ mean.transpose(2, 3), mean.squeeze(-1)


def fill_normal(values, generators):
    """Fills values [G, ...] with standard normal numbers, those of each point from its generator where there is one."""
    if generators is None:
        values.normal_()
        return
    for row, generator in zip(values, generators):
        row.normal_(generator=generator)


def informed(model, target, network, weights, starts, x, random):
    """Moves prior hidden weights [G, C, hidden_count] onto the predicted pattern, layer by layer (validation/training/starts.ts)."""
    blocks = model.views(weights)
    for index, start in enumerate(starts):
        if start["pattern"] == "lazy" or index >= len(blocks):
            continue
        h = model.hidden(blocks, x, index)
        feature = hermite(start["degree"], x[..., 0] / x[..., 0].std())
        sample = tuple(range(2, h.dim() - 1))
        direction = (h * feature.unsqueeze(-1)).mean(sample)
        direction = direction / direction.norm(dim=-1, keepdim=True)
        shown = h * direction.reshape(list(direction.shape[:2]) + [1] * len(sample) + [-1])
        spread = shown.sum(-1).std(dim=sample)
        unit = (direction * math.sqrt(h.shape[-1]) / spread.unsqueeze(-1)).unsqueeze(2)
        block = blocks[index]
        if start["pattern"] == "specialization":
            units = min(whole(start["units"]), block.shape[2])
            block[:, :, :units] = 0.5 * block[:, :, :units] + 1.5 * unit
        elif start["pattern"] == "magnetization":
            block += start["shift"] * unit
        else:
            along = torch.empty(block.shape[:3], device=block.device)
            fill_normal(along, random)
            block += math.sqrt(max(start["gain"] - 1, 0)) * along.unsqueeze(-1) * direction.unsqueeze(2)
    return torch.cat([block.flatten(2) for block in blocks], 2)


class Ensemble:
    """Chains of some points of one network: [G data sets, C chains each], advanced together."""

    def __init__(self, model, points, plan, device):
        method, self.model, self.device = plan["method"], model, device
        network, target = points[0]["network"], points[0]["target"]
        self.most = max(point["sampling"]["samples"] for point in points)
        data = [inputs(network, p["seed"], 1, p["sampling"]["samples"]) for p in points]
        fresh = [inputs(network, p["seed"], 2, method["freshInputs"]) for p in points]

        def padded(rows):
            stacked = torch.zeros([len(rows), self.most] + list(rows[0].shape[1:]))
            for row, values in zip(stacked, rows):
                row[: len(values)] = values.float()
            return stacked.to(device)

        self.x = padded(data).unsqueeze(1)
        self.y = padded([target_values(target, network, x) for x in data]).unsqueeze(1)
        # The root of one over the ridge, and 0 where a smaller data set is padded.
        self.pull = padded(
            [torch.full((len(x),), p["sampling"]["ridge"] ** -0.5) for x, p in zip(data, points)]
        ).unsqueeze(1)
        self.y *= self.pull
        self.fresh = torch.stack(fresh).float().to(device).unsqueeze(1)
        component = method.get("component")
        self.witness = torch.stack([witness(target, network, x, component) for x in fresh]).float().to(device).unsqueeze(1)
        counts = method["chains"]
        self.starts = ["prior"] * counts["prior"] + ["informed"] * counts["informed"]
        self.integrates = method["readout"] == "integrated"
        count = model.hidden_count if self.integrates else model.count
        # On a CPU of its own for each point, so that a point does not depend on which others share its batch; elsewhere that
        # would be many small calls a step.
        seeds = [p["seed"] * 1000003 + p["sampling"]["samples"] for p in points]
        self.random = [torch.Generator().manual_seed(seed) for seed in seeds] if device.type == "cpu" else None
        torch.manual_seed(seeds[0])
        self.weights = torch.empty(len(points), len(self.starts), count, device=device)
        fill_normal(self.weights, self.random)
        self.mean = torch.zeros(len(points), len(self.starts), model.width, device=device)
        if counts["informed"]:
            on = self.weights[:, counts["prior"] :, : model.hidden_count]
            first = self.fresh[:, :, : min(1024, self.fresh.shape[2])]
            on.copy_(informed(model, target, network, on, points[0]["informed"], first, self.random))
        self.speed, self.noise = torch.empty_like(self.weights), torch.empty_like(self.weights)
        fill_normal(self.speed, self.random)
        self.step = torch.tensor([p["sampling"]["step"] for p in points], device=device).reshape(-1, 1, 1)
        # An Ornstein-Uhlenbeck step at temperature 1 and unit mass keeps <v^2> = 1: v' = c v + sqrt(1 - c^2) xi.
        self.keep = torch.exp(-method["friction"] * self.step)
        self.kick = torch.sqrt(1 - self.keep**2)
        self.slope = torch.zeros_like(self.weights)
        self.refresh()

    def draw_noise(self):
        fill_normal(self.noise, self.random)

    def keep_points(self, places):
        """Goes on with some of the points only."""
        for name in ("x", "y", "pull", "fresh", "witness", "weights", "mean", "speed", "noise", "step", "keep", "kick", "slope"):
            setattr(self, name, getattr(self, name)[places].clone())
        if self.random is not None:
            self.random = [self.random[place] for place in places]

    def refresh(self):
        """Gradient of U = |theta|^2 / 2 + sum of (f - y)^2 / (2 kappa), or of that with the readout integrated out."""
        hidden = self.model.hidden_count
        with torch.enable_grad():
            blocks = [block.detach().requires_grad_(True) for block in self.model.views(self.weights)]
            features = self.model.features(blocks, self.x) * self.pull.unsqueeze(-1)
            seen = features.detach()
            if self.integrates:
                slope, mean = integrated(seen, self.y)
                self.mean.copy_(mean)
            else:
                readout = self.weights[:, :, hidden:]
                misfit = answered(seen, readout) - self.y
                slope = misfit.unsqueeze(-1) * readout.unsqueeze(2)
                self.slope[:, :, hidden:] = (misfit.unsqueeze(-1) * seen).sum(2) + readout
            slopes = torch.autograd.grad(features, blocks, slope)
        flat = torch.cat([one.flatten(2) for one in slopes], 2)
        self.slope[:, :, :hidden] = flat + self.weights[:, :, :hidden]

    def advance(self):
        """One BAOAB step; the two half kicks of neighbouring steps use the same gradient. `noise` is filled before."""
        half = 0.5 * self.step
        self.speed -= half * self.slope
        self.weights += half * self.speed
        self.speed.copy_(self.keep * self.speed + self.kick * self.noise)
        self.weights += half * self.speed
        self.refresh()
        self.speed -= half * self.slope

    def graph(self):
        """The step as a CUDA graph where there is CUDA; the plain step elsewhere and where capturing fails."""
        if self.device.type != "cuda" or not hasattr(torch.cuda, "CUDAGraph"):
            return self.advance
        kept = [tensor.clone() for tensor in (self.weights, self.speed, self.slope)]
        try:
            side = torch.cuda.Stream()
            side.wait_stream(torch.cuda.current_stream())
            with torch.cuda.stream(side):
                for _ in range(3):
                    self.advance()
            torch.cuda.current_stream().wait_stream(side)
            graph = torch.cuda.CUDAGraph()
            with torch.cuda.graph(graph):
                self.advance()
            step = graph.replay
        except RuntimeError as error:
            if is_out_of_memory(error):
                raise
            emit(event="warning", message="The steps run without a CUDA graph: %s" % first_line(error))
            step = self.advance
        for tensor, before in zip((self.weights, self.speed, self.slope), kept):
            tensor.copy_(before)
        return step

    def look(self):
        """[G, C]: alignment with the target on fresh inputs, of the readout's mean where it is integrated; kinetic temperature."""
        readout = self.mean if self.integrates else self.weights[:, :, self.model.hidden_count :]
        f = answered(self.model.features(self.model.views(self.weights), self.fresh), readout)
        return (f * self.witness).sum(-1), (self.speed * self.speed).mean(-1)


# When chains have mixed: the same in both engines, see validation/training/convergence.ts and point.ts.

LARGEST_R_HAT = 1.01
FEWEST_EFFECTIVE = 100
HOTTEST = 2.0


def halves(chains):
    """Both halves of each chain [C, draws] as chains of their own."""
    half = chains.shape[1] // 2
    return torch.cat([chains[:, :half], chains[:, chains.shape[1] - half :]])


def normal_scores(chains):
    """Each draw replaced by the normal quantile of its rank among all draws; equal draws share their mean rank."""
    _, place, counts = torch.unique(chains, return_inverse=True, return_counts=True)
    ranks = counts.cumsum(0).double() - (counts.double() - 1) / 2
    return torch.special.ndtri((ranks[place] - 3 / 8) / (chains.numel() + 1 / 4))


def plain_r_hat(chains):
    draws, between = chains.shape[1], chains.mean(1).var().item()
    if between == 0:
        return 1.0
    within = chains.var(1).mean().item()
    return math.sqrt((draws - 1) / draws + between / within) if within > 0 else math.inf


def split_r_hat(chains):
    """Rank-normalised split R-hat of chains [C, draws] (Vehtari et al. 2021)."""
    split = halves(chains)
    ordered = split.flatten().sort()[0]
    median = (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
    return max(plain_r_hat(normal_scores(split)), plain_r_hat(normal_scores((split - median).abs())))


def effective_sample_size(chains):
    """Effective draws of all chains [C, draws] (Vehtari et al. 2021, section 3)."""
    split = halves(chains)
    draws, most = split.shape[1], split.numel()
    within, between = split.var(1).mean().item(), split.mean(1).var().item()
    total = within * (draws - 1) / draws + between
    if total == 0:
        return float(most)
    centred = split - split.mean(1, keepdim=True)
    spectrum = torch.fft.rfft(centred, 2 * draws)
    lags = torch.fft.irfft(spectrum * spectrum.conj(), 2 * draws)[:, :draws].mean(0) / draws
    correlation = 1 - (within - lags * draws / (draws - 1)) / total
    correlation[0] = 1.0
    summed, before = 0.0, math.inf
    for lag in range(0, draws - 1, 2):
        pair = (correlation[lag] + correlation[lag + 1]).item()
        if not pair > 0:
            break
        before = min(before, pair)
        summed += before
    return min(most / max(2 * summed - 1, 1 / math.log10(most)), most * math.log10(most))


def has_ended(draws, temperatures, burn_in):
    """Whether chains, draws [draws, C], need not go on: they have mixed, or one has diverged."""
    begin = int(math.floor(burn_in * len(draws) + 0.5))
    if not bool(torch.isfinite(draws).all()) or bool((temperatures[begin:].mean(0) >= HOTTEST).any()):
        return True
    kept = draws[begin:].T
    if not split_r_hat(kept) < LARGEST_R_HAT:
        return False
    return effective_sample_size(normal_scores(kept)) / len(kept) > FEWEST_EFFECTIVE


class Stopped(Exception):
    """The chains were asked to stop."""


def sample(ensemble, points, plan, stopped, told):
    """Runs the chains, and those of points that have not mixed on for as long as they were run, as often as the method allows.

    Yields of each point as it is finished its place among the points, its draws and kinetic temperatures [draws, C], and its last
    weights [C, count].
    """
    method, steps = plan["method"], points[0]["sampling"]["steps"]
    most, left, done = method["draws"] << method["doublings"], list(range(len(points))), 0
    alignments, temperatures = [], []
    for doubling in range(method["doublings"] + 1):
        advance = ensemble.graph()
        while len(alignments) < method["draws"] << doubling:
            until = steps * (len(alignments) + 1) // method["draws"]
            while done < until:
                if stopped.is_set():
                    raise Stopped()
                ensemble.draw_noise()
                advance()
                done += 1
            alignment, temperature = ensemble.look()
            alignments.append(alignment)
            temperatures.append(temperature)
            told(len(alignments) / most)
        seen, heat = torch.stack(alignments).cpu().double(), torch.stack(temperatures).cpu().double()
        last = doubling == method["doublings"]
        ended = [last or has_ended(seen[:, g], heat[:, g], method["burnIn"]) for g in range(len(left))]
        for g, place in enumerate(left):
            if ended[g]:
                yield place, seen[:, g], heat[:, g], ensemble.weights[g]
        stay = [g for g in range(len(left)) if not ended[g]]
        if not stay:
            return
        if len(stay) < len(left):
            ensemble.keep_points(stay)
            alignments = [one[stay] for one in alignments]
            temperatures = [one[stay] for one in temperatures]
            left = [left[g] for g in stay]


def finite(values):
    """JSON has no NaN: what is not finite becomes null."""
    return [value if math.isfinite(value) else None for value in values]


def report(index, starts, draws, temperatures, weights):
    emit(
        event="chains",
        index=index,
        starts=starts,
        draws=[finite(row) for row in draws.T.tolist()],
        temperatures=[finite(row) for row in temperatures.T.tolist()],
        weights=[finite(row) for row in weights.cpu().double().tolist()] if weights.shape[-1] < 2e5 else [],
    )


def is_out_of_memory(error):
    return "out of memory" in str(error).lower() or "can't allocate" in str(error).lower() or isinstance(error, MemoryError)


def first_line(error):
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def bytes_needed(model, samples, method):
    """Memory for the chains of one point."""
    most = max(samples, method["freshInputs"])
    numbers = 6 * model.count + 3 * most * model.peak
    if method["readout"] == "integrated":
        # The features a few times, and square matrices in double precision.
        numbers += 6 * most * model.width + 8 * min(most, model.width) ** 2
    return 4 * (method["chains"]["prior"] + method["chains"]["informed"]) * numbers


def batches(plan, done, memory, device):
    """Points that can be advanced together: the same network and steps, little padding, within the memory."""
    method = plan["method"]
    padding = CPU_PADDING if device.type == "cpu" else GPU_PADDING
    alike = {}
    for index, point in enumerate(plan["points"]):
        if index in done:
            continue
        key = json.dumps([point["network"], point["target"], point["informed"], point["sampling"]["steps"]])
        alike.setdefault(key, []).append((point["sampling"]["samples"], index))
    for members in alike.values():
        model = Network(plan["points"][members[0][1]]["network"])
        batch = []
        for samples, index in sorted(members):
            needed = bytes_needed(model, samples, method)
            full = batch and (needed * (len(batch) + 1) > memory or samples > padding * batch[0][0])
            if full:
                yield model, [at for _, at in batch]
                batch = []
            batch.append((samples, index))
        if batch:
            yield model, [at for _, at in batch]


def work_of(point):
    """What the time of a point goes with."""
    return point["sampling"]["samples"] * point["sampling"]["steps"] * Network(point["network"]).count


TIMING_SECONDS = 1.5


def synchronized(device):
    if device.type == "cuda":
        torch.cuda.synchronize()
    return time.monotonic()


def timing(job):
    """Times some steps of some batches, those with the most work first, and tells what the plan would take if no chains mix early."""
    plan, device = job["plan"], device_of()
    method, points = plan["method"], plan["points"]
    memory = job.get("memory") or free_memory(device)
    pending = [(sum(work_of(points[i]) for i in members), model, members) for model, members in batches(plan, set(), memory, device)]
    pending.sort(key=lambda one: -one[0])
    times, repeats, bytes_of_all = 1 << method["doublings"], 2, 0
    seconds, timed, begun = 0.0, 0.0, time.monotonic()
    for work, model, members in pending:
        here = [points[index] for index in members]
        most = max(point["sampling"]["samples"] for point in here)
        bytes_of_all = max(bytes_of_all, len(here) * bytes_needed(model, most, method))
        if timed > 0 and time.monotonic() - begun > TIMING_SECONDS:
            continue
        first = synchronized(device)
        ensemble = Ensemble(model, here, plan, device)
        ensemble.advance()
        second = synchronized(device)
        for _ in range(repeats):
            ensemble.draw_noise()
            ensemble.advance()
        third = synchronized(device)
        ensemble.look()
        each, look = (third - second) / repeats, synchronized(device) - third
        seconds += second - first + times * (here[0]["sampling"]["steps"] * each + method["draws"] * look)
        timed += work
    total = sum(work for work, _, _ in pending)
    emit(event="cost", seconds=seconds * total / timed if timed > 0 else 0.0, megabytes=300 + bytes_of_all / 1e6)
    return True


def measure(job, stopped):
    plan, device = job["plan"], device_of()
    memory = job.get("memory") or free_memory(device)
    done = set(job.get("done") or [])
    total, begun = len(plan["points"]), time.monotonic()
    work = {index: work_of(point) for index, point in enumerate(plan["points"])}
    left = sum(cost for index, cost in work.items() if index not in done)
    finished = 0.0
    pending = list(batches(plan, done, memory, device))
    while pending:
        model, members = pending.pop(0)
        here = sum(work[index] for index in members)
        last = [0.0]

        def told(share):
            now = time.monotonic()
            if now - last[0] < 1:
                return
            last[0] = now
            so_far = (finished + share * here) / left
            emit(event="progress", done=len(done), of=total, secondsLeft=(now - begun) * (1 - so_far) / so_far)

        points = [plan["points"][index] for index in members]
        try:
            ensemble = Ensemble(model, points, plan, device)
            for place, draws, temperatures, weights in sample(ensemble, points, plan, stopped, told):
                report(members[place], ensemble.starts, draws, temperatures, weights)
                done.add(members[place])
        except Stopped:
            return False
        except (RuntimeError, MemoryError) as error:
            left_over = [index for index in members if index not in done]
            if not is_out_of_memory(error) or len(members) == 1:
                raise
            ensemble = None
            if device.type == "cuda":
                torch.cuda.empty_cache()
            middle = max(1, len(left_over) // 2)
            pending[:0] = [(model, half) for half in (left_over[:middle], left_over[middle:]) if half]
            finished += here - sum(work[index] for index in left_over)
            continue
        finished += here
    return True


def watch_input(stopped):
    """Closing standard input asks to stop."""
    try:
        while sys.stdin.readline():
            pass
    finally:
        stopped.set()


def main(arguments):
    if torch is None:
        emit(event="failed", message="PyTorch is missing in %s: %s" % (sys.executable, missing_module))
        return 4
    use_one_thread()
    if arguments == ["--probe"]:
        device = device_of()
        print(json.dumps({
            "python": sys.version.split()[0],
            "torch": torch.__version__,
            "device": device.type,
            "name": device_name(device),
        }))
        return 0
    stopped = threading.Event()
    try:
        if arguments:
            with open(arguments[0]) as file:
                job = json.load(file)
        else:
            job = json.loads(sys.stdin.readline())
            threading.Thread(target=watch_input, args=(stopped,), daemon=True).start()
        with torch.no_grad():
            return 0 if (timing(job) if job.get("timing") else measure(job, stopped)) else 3
    except Unknown as unknown:
        emit(event="failed", message="The torch engine does not know %s; use the engine js." % unknown)
    except (RuntimeError, MemoryError, ValueError, KeyError, TypeError) as error:
        emit(event="failed", message="%s: %s" % (type(error).__name__, first_line(error)))
    return 4


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
