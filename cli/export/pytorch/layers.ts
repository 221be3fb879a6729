import { isActivationName, type ActivationName, type Layer, type Study } from '../../../theory/index.js';
import type { LayerKindName } from '../../../theory/kinds/index.js';
import { isRefusal, type Refusal } from '../../../theory/kinds/refusal.js';
import { sizeOf } from '../../../theory/kinds/sizes.js';
import { expertsOf, spreadOf } from '../../../theory/kinds/experts.js';
import { WrongCall } from '../../wrong-call.js';
import { attentionClass, expertsClass, recurrentClass } from './classes.js';
import { attribute } from './names.js';
import { expression, wholeExpression } from './size.js';

/** A layer in Python: how its module is made, what it does to `x`, and how many numbers it hands on. */
export interface LayerCode {
  /** Lines of `__init__`. */
  readonly made: readonly string[];
  /** The value of the layer at `x`. */
  readonly applied: string;
  readonly width: string;
  /** A class of Python that it needs. */
  readonly needs?: string;
}

/** Where a layer stands: what comes in, and whether an attention layer comes later and needs every token. */
export interface LayerPosition {
  readonly width: string;
  readonly input: Study['network']['input']['kind'];
  /** True where raw patches come in. */
  readonly isRaw: boolean;
  readonly everyToken: boolean;
}

/** Every activation in Python, at the code of its argument. */
export const activationCode: Readonly<Record<ActivationName, (z: string) => string>> = {
  erf: (z) => `torch.erf(${z})`,
  tanh: (z) => `torch.tanh(${z})`,
  sin: (z) => `torch.sin(${z})`,
  relu: (z) => `torch.relu(${z})`,
  gelu: (z) => `nn.functional.gelu(${z})`,
  silu: (z) => `nn.functional.silu(${z})`,
  linear: (z) => z,
  quadratic: (z) => `torch.square(${z})`,
};

type WriteLayer = (layer: Layer, study: Study, position: LayerPosition) => LayerCode;

/** How each kind of layer is written, or why it is not. */
export const pytorchKinds: Readonly<Record<LayerKindName, WriteLayer | Refusal>> = {
  dense: (layer, { reference }, { width }) => {
    const own = wholeExpression(sizeOf(layer, 'width'), reference);
    const name = attribute(layer.name);
    const experts = expertsOf(layer);
    if (!experts || spreadOf(layer).isOne) {
      const units = experts ? `${wholeExpression(experts.count, reference)} * ${own}` : own;
      return {
        made: [`self.${name} = drawn(nn.Linear(${width}, ${units}, bias=False), fan_in=${width}${varianceOf(layer)})`],
        applied: activated(layer, `self.${name}(x)`),
        width: units,
      };
    }
    const [count, active] = [experts.count, experts.active].map((size) => wholeExpression(size, reference));
    return {
      made: [
        `self.${name} = Experts(${width}, ${own}, ${count}, ${active}, ${activationOf(layer)}${varianceOf(layer)})`,
      ],
      applied: `self.${name}(x)`,
      width: `${count} * ${own}`,
      needs: expertsClass,
    };
  },
  recurrent: (layer, { reference }, { width }) => {
    const own = wholeExpression(sizeOf(layer, 'width'), reference);
    const steps = wholeExpression(sizeOf(layer, 'steps'), reference);
    const name = attribute(layer.name);
    return {
      made: [`self.${name} = Recurrent(${width}, ${own}, ${steps}, ${activationOf(layer)})`],
      applied: `self.${name}(x)`,
      width: own,
      needs: recurrentClass,
    };
  },
  norm: (layer, { network, reference }, { width, input, isRaw }) => {
    const name = attribute(layer.name);
    const patches = network.input.kind === 'patches' ? wholeExpression(network.input.count, reference) : '1';
    return {
      made: [`self.${name} = nn.LayerNorm(${width}, elementwise_affine=False)`],
      applied:
        input !== 'patches'
          ? `self.${name}(x)`
          : isRaw
            ? `self.${name}(x.view(len(x), ${patches}, ${width})).view(x.shape)`
            : `self.${name}(x.transpose(1, 2)).transpose(1, 2)`,
      width,
    };
  },
  conv: (layer, { network, reference }, { width, isRaw }) => {
    const own = wholeExpression(sizeOf(layer, 'channels'), reference);
    const name = attribute(layer.name);
    const patch = network.input.kind === 'patches' ? wholeExpression(network.input.size, reference) : '1';
    const [channels, kernel, stride] = isRaw ? ['1', patch, `, stride=${patch}`] : [width, '1', ''];
    return {
      made: [
        `self.${name} = drawn(nn.Conv1d(${channels}, ${own}, ${kernel}${stride}, bias=False), fan_in=${width}${varianceOf(layer)})`,
      ],
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
      needs: attentionClass,
    };
  },
  block: { refused: 'stands-for-others' },
};

/**
 * A layer in Python.
 * @throws WrongCall for a kind of layer that is not written in PyTorch here.
 */
export function layerCode(layer: Layer, study: Study, position: LayerPosition): LayerCode {
  const write: WriteLayer | Refusal | undefined = pytorchKinds[layer.kind];
  if (write === undefined || isRefusal(write))
    throw new WrongCall(`${layer.name}: a ${layer.kind} layer is not exported to PyTorch.`);
  return write(layer, study, position);
}

/** `, variance=0.5`; nothing in the standard prior. */
function varianceOf({ sizes: { variance } }: Layer): string {
  return variance ? `, variance=${expression(variance)}` : '';
}

function activated(layer: Layer, argument: string): string {
  if (!isActivationName(layer.activation))
    throw new WrongCall(`${layer.name}: the activation ${layer.activation ?? ''} is not exported to PyTorch.`);
  return activationCode[layer.activation](argument);
}

/** An activation as a function of Python. */
function activationOf(layer: Layer): string {
  const call = activated(layer, 'z');
  return call.endsWith('(z)') ? call.slice(0, -'(z)'.length) : `lambda z: ${call}`;
}
