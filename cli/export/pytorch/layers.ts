import type { Layer, Study } from '../../../theory/index.js';
import { sizeOf } from '../../../theory/layers/sizes.js';
import { WrongCall } from '../../wrong-call.js';
import { attribute } from './names.js';
import { wholeExpression } from './size.js';

/** A layer in Python: how its module is made, what it does to `x`, and how many numbers it hands on. */
export interface LayerCode {
  /** Lines of `__init__`. */
  readonly made: readonly string[];
  /** The value of the layer at `x`. */
  readonly applied: string;
  readonly width: string;
}

/** Where a layer stands: what comes in, and whether an attention layer comes later and needs every token. */
export interface Place {
  readonly width: string;
  readonly input: Study['network']['input']['kind'];
  /** True for the first layer on raw patches. */
  readonly isFirst: boolean;
  readonly everyToken: boolean;
}

const activationCode: Readonly<Record<string, (z: string) => string>> = {
  erf: (z) => `torch.erf(${z})`,
  tanh: (z) => `torch.tanh(${z})`,
  sin: (z) => `torch.sin(${z})`,
  relu: (z) => `torch.relu(${z})`,
  gelu: (z) => `nn.functional.gelu(${z})`,
  silu: (z) => `nn.functional.silu(${z})`,
  linear: (z) => z,
  quadratic: (z) => `torch.square(${z})`,
};

/** How each kind of layer is written. */
const kinds: Readonly<Record<string, (layer: Layer, study: Study, place: Place) => LayerCode>> = {
  dense: (layer, { reference }, { width }) => {
    if (layer.sizes['experts']) throw new WrongCall(`${layer.name}: a mixture of experts is not exported to PyTorch.`);
    const own = wholeExpression(sizeOf(layer, 'width'), reference);
    const name = attribute(layer.name);
    return {
      made: [`self.${name} = drawn(nn.Linear(${width}, ${own}, bias=False), fan_in=${width})`],
      applied: activated(layer, `self.${name}(x)`),
      width: own,
    };
  },
  conv: (layer, { network, reference }, { width, isFirst }) => {
    const own = wholeExpression(sizeOf(layer, 'channels'), reference);
    const name = attribute(layer.name);
    const patch = network.input.kind === 'patches' ? wholeExpression(network.input.size, reference) : '1';
    const [channels, kernel, stride] = isFirst ? ['1', patch, `, stride=${patch}`] : [width, '1', ''];
    return {
      made: [`self.${name} = drawn(nn.Conv1d(${channels}, ${own}, ${kernel}${stride}, bias=False), fan_in=${width})`],
      applied: activated(layer, `self.${name}(x)`),
      width: own,
    };
  },
  attention: (layer, { reference }, { width, everyToken }) => {
    const heads = wholeExpression(sizeOf(layer, 'heads'), reference);
    const name = attribute(layer.name);
    const rank = layer.scores?.form === 'lowrank' ? `, rank=${wholeExpression(layer.scores.rank, reference)}` : '';
    const queries = everyToken ? ', every_token=True' : '';
    return {
      made: [`self.${name} = Attention(${width}, ${heads}${rank}${queries})`],
      applied: `self.${name}(x)`,
      width: `${heads} * ${width}`,
    };
  },
};

/**
 * A layer in Python.
 * @throws WrongCall for a kind of layer that is not written in PyTorch here.
 */
export function layerCode(layer: Layer, study: Study, place: Place): LayerCode {
  const write = kinds[layer.kind];
  if (!write) throw new WrongCall(`${layer.name}: a ${layer.kind} layer is not exported to PyTorch.`);
  return write(layer, study, place);
}

function activated(layer: Layer, argument: string): string {
  const write = activationCode[layer.activation ?? ''];
  if (!write)
    throw new WrongCall(`${layer.name}: the activation ${layer.activation ?? ''} is not exported to PyTorch.`);
  return write(argument);
}

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
