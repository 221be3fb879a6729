import type { Study } from '../../../theory/index.js';
import { attentionClass, layerCode } from './layers.js';
import { className, plainText } from './names.js';
import { wholeExpression } from './size.js';

/** The network of a study as a class of PyTorch, with the functions that draw its weights. */
export function moduleCode(study: Study): string {
  const { network, reference } = study;
  const { input, layers, output } = network;
  const whole = (size: Parameters<typeof wholeExpression>[0]): string => wholeExpression(size, reference);
  let width = input.kind === 'patches' ? whole(input.size) : whole(input.dimension);
  const lastAttention = layers.findLastIndex(({ kind }) => kind === 'attention');
  const made: string[] = [];
  const applied: string[] = [];
  for (const [index, layer] of layers.entries()) {
    const place = { width, input: input.kind, isFirst: index === 0, everyToken: index < lastAttention };
    const code = layerCode(layer, study, place);
    made.push(...code.made);
    applied.push(`x = ${layer.residual ? 'x + ' : ''}${code.applied}`);
    width = code.width;
  }
  const patches = input.kind === 'patches' ? whole(input.count) : '1';
  const readout = readoutCode(output.kind, input.kind, patches, width);
  const last = layers.at(-1);
  const chi = output.scaling === 'meanfield' && last ? chiOf(last, width, study) : undefined;
  const scaling = chi === undefined ? '' : `, chi=${chi}`;
  return `${drawing}
${lastAttention >= 0 ? `\n\n${attentionClass}\n` : ''}

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

/** chi of mean-field scaling: the last layer's units, channels or heads. */
function chiOf(last: Study['network']['layers'][number], width: string, { reference }: Study): string {
  const heads = last.kind === 'attention' ? last.sizes['heads'] : undefined;
  return heads ? wholeExpression(heads, reference) : width;
}

const drawing = `def drawn_parameter(shape, std):
    """A parameter with its prior N(0, std^2), drawn from it."""
    parameter = nn.Parameter(torch.randn(shape) * std)
    parameter.prior_std = std
    return parameter


def drawn(layer, fan_in, chi=1):
    """A layer whose weights are drawn from N(0, 1/(fan_in chi))."""
    layer.weight = drawn_parameter(layer.weight.shape, (fan_in * chi) ** -0.5)
    return layer`;
