/** The class that attention layers use. */
export const attentionClass = `class Attention(nn.Module):
    """Softmax attention: each head averages the tokens b, weighted by the softmax of its scores x_q A x_b.

    The entries of A are N(0, 1/dimension^2); with a rank, A = W_Q W_K^T / sqrt(rank) of the same variance.
    From (samples, tokens, dimension) to (samples, queries, heads * dimension).
    """

    def __init__(self, dimension, heads, rank=None, every_token=False):
        super().__init__()
        self.every_token = every_token
        self.rank = rank
        if rank is None:
            self.scores = drawn_parameter((heads, dimension, dimension), 1 / dimension)
        else:
            self.query = drawn_parameter((heads, dimension, rank), dimension**-0.5)
            self.key = drawn_parameter((heads, dimension, rank), dimension**-0.5)

    def forward(self, x):
        queries = x if self.every_token else x[:, :1]
        tokens = x.unsqueeze(1)
        if self.rank is None:
            scores = (queries.unsqueeze(1) @ self.scores) @ tokens.transpose(-1, -2)
        else:
            keys = tokens @ self.key
            scores = (queries.unsqueeze(1) @ self.query) @ keys.transpose(-1, -2) / sqrt(self.rank)
        return (torch.softmax(scores, -1) @ tokens).transpose(1, 2).flatten(2)`;

/** The class that mixtures of experts use. */
export const expertsClass = `class Experts(nn.Module):
    """Experts side by side, of which every input sees some: the units of all others are 0.

    The routing is random and stays, a function of the input that has nothing to do with the target. What is active is
    multiplied by sqrt(experts / active), so that all units together keep their variance.
    """

    def __init__(self, fan_in, width, experts, active, activation, variance=1):
        super().__init__()
        self.experts, self.active, self.activation = experts, active, activation
        self.units = drawn(nn.Linear(fan_in, experts * width, bias=False), fan_in=fan_in, variance=variance)
        self.register_buffer("routing", torch.randn(fan_in, experts) / sqrt(fan_in))

    def forward(self, x):
        order = torch.sin(1000 * (x / x.std(-1, keepdim=True)) @ self.routing)
        chosen = torch.topk(order, self.active, -1).indices
        seen = torch.zeros_like(order).scatter(-1, chosen, sqrt(self.experts / self.active))
        units = self.activation(self.units(x))
        return (units.view(*seen.shape, -1) * seen.unsqueeze(-1)).flatten(-2)`;

/** The class that recurrent layers use. */
export const recurrentClass = `class Recurrent(nn.Module):
    """A layer that is applied to its own units, with the same weights at every step."""

    def __init__(self, fan_in, width, steps, activation):
        super().__init__()
        self.steps, self.activation = steps, activation
        self.begin = drawn(nn.Linear(fan_in, width, bias=False), fan_in=fan_in)
        if steps > 1:
            self.again = drawn(nn.Linear(width, width, bias=False), fan_in=width)

    def forward(self, x):
        x = self.activation(self.begin(x))
        for _ in range(self.steps - 1):
            x = self.activation(self.again(x))
        return x`;
