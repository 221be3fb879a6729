import type { Study } from '../../../theory/index.js';
import { seenByUnit } from '../../../theory/input.js';
import { chiOf } from '../../../theory/readout.js';
import { layerCode } from './layers.js';
import { attribute, className, plainText } from './names.js';
import { expression, wholeExpression } from './size.js';
import { readoutVariance } from '../../../theory/variances.js';

/** The network of a study as a class of PyTorch, with the functions that draw its weights. */
export function moduleCode(study: Study): string {
  const { network, reference } = study;
  const { input, layers, output } = network;
  const whole = (size: Parameters<typeof wholeExpression>[0]): string => wholeExpression(size, reference);
  let width = whole(seenByUnit(input));
  const lastAttention = layers.findLastIndex(({ kind }) => kind === 'attention');
  const firstOnPatches = layers.findIndex(({ kind }) => kind === 'conv');
  const made: string[] = [];
  const applied: string[] = [];
  const classes = new Set<string>();
  for (const [index, layer] of layers.entries()) {
    const position = { width, input: input.kind, isRaw: index <= firstOnPatches, everyToken: index < lastAttention };
    const code = layerCode(layer, study, position);
    made.push(...code.made);
    if (code.needs !== undefined) classes.add(code.needs);
    if (!layer.residual) {
      applied.push(`x = ${code.applied}`);
      width = code.width;
      continue;
    }
    // What an identity is added to has as many numbers, by weights behind the layer where it is wider or narrower.
    const isQuery = layer.kind === 'attention' && index === lastAttention;
    const around = isQuery ? 'x[:, :1]' : 'x';
    if (code.width === width) applied.push(`x = ${around} + ${code.applied}`);
    else {
      const back = attribute(`${layer.name}_back`);
      made.push(backCode(back, input.kind, code.width, width));
      applied.push(`x = ${around} + self.${back}(${code.applied})`);
    }
  }
  const patches = input.kind === 'patches' ? whole(input.count) : '1';
  const readout = readoutCode(output.kind, input.kind, patches, width);
  const chi = chiOf(network);
  const variance = readoutVariance(output);
  const varied = variance.isOne ? '' : `, variance=${expression(variance)}`;
  const scaling = `${chi.isOne ? '' : `, chi=${whole(chi)}`}${varied}`;
  return `${drawing}
${[...classes].map((text) => `\n\n${text}\n`).join('')}

class ${className(network.name)}(nn.Module):
    """${plainText(network.name)}, in the scaling of the heuristic: weights N(0, 1/fan_in), readout N(0, 1/(N chi))."""

    def __init__(self):
        super().__init__()
${made.map((line) => `        ${line}`).join('\n')}
        self.output = drawn(nn.Linear(${readout.fanIn}, 1, bias=False), fan_in=${readout.fanIn}${scaling})

    def forward(self, x):
${[...applied, ...readout.lines].map((line) => `        ${line}`).join('\n')}
        return self.output(x).squeeze(-1)`;
}

function readoutCode(
  kind: Study['network']['output']['kind'],
  input: Study['network']['input']['kind'],
  patches: string,
  width: string,
): { readonly lines: readonly string[]; readonly fanIn: string } {
  if (input === 'tokens') return { lines: ['x = x[:, 0]'], fanIn: width };
  switch (kind) {
    case 'flatten':
      return { lines: ['x = x.flatten(1)'], fanIn: `${width} * ${patches}` };
    case 'mean':
      return { lines: ['x = x.mean(-1)'], fanIn: width };
    case 'sum':
      return { lines: [`x = x.sum(-1) / sqrt(${patches})`], fanIn: width };
    case 'linear':
      return { lines: [], fanIn: width };
  }
}

/** Weights behind a layer within an identity. */
function backCode(name: string, input: Study['network']['input']['kind'], from: string, to: string): string {
  const module =
    input === 'patches' ? `nn.Conv1d(${from}, ${to}, 1, bias=False)` : `nn.Linear(${from}, ${to}, bias=False)`;
  return `self.${name} = drawn(${module}, fan_in=${from})`;
}

const drawing = `def drawn_parameter(shape, std):
    """A parameter with its prior N(0, std^2), drawn from it."""
    parameter = nn.Parameter(torch.randn(shape) * std)
    parameter.prior_std = std
    return parameter


def drawn(layer, fan_in, chi=1, variance=1):
    """A layer whose weights are drawn from N(0, variance/(fan_in chi))."""
    layer.weight = drawn_parameter(layer.weight.shape, sqrt(variance / (fan_in * chi)))
    return layer`;
