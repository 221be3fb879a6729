import { loadFileText } from '../../language/file.js';
import { lowerStudy, predictLowered } from '../../language/index.js';
import { isDocument, isTarget, type Target } from '../../language/generated/ast.js';
import { words } from '../../present/words/words.js';
import { activationNames } from '../../theory/activations/index.js';
import { inputKinds, type InputKindName } from '../../theory/input.js';
import { layerKindNames, layerKinds, type LayerKindName } from '../../theory/kinds/index.js';
import type { Prediction } from '../../theory/prediction.js';
import type { Study } from '../../theory/study.js';
import { targetKindNames, targetKinds, type TargetKindName } from '../../theory/targets/index.js';

/** The kinds that the program knows, by what they are of. */
export const kinds: Readonly<Record<Family, readonly string[]>> = {
  layer: layerKindNames,
  activation: activationNames,
  target: targetKindNames,
  input: Object.keys(inputKinds),
};

export type Family = 'layer' | 'activation' | 'target' | 'input';

/** A small study of a kind, from its text. */
export interface SmallStudy {
  readonly text: string;
  readonly study: Study;
  readonly prediction: Prediction;
  readonly target: Target;
}

const scales = ['d = 4', 'N = 4', 'N1 = 8', 'C = 4', 'H = 1', 'L = 3', 'n = 2', 'S = 4', 'k = 1', 'X = 2', 'A = 1'];
const targets = ['he(3)', 'he(1)', 'he(2)', 'attentive(3)'].map((value) => `target y = ${value}`);
const outputs = ['linear', 'flatten'];

/** A companion behind a layer, which makes degrees where the layer itself makes none. */
const companions = ['', 'dense behind (width: N, activation: erf)', 'conv behind (channels: C, activation: erf)'];

/** Small studies of a kind, the plainest first: whatever of them is no error. */
export async function studiesOf(family: Family, name: string): Promise<SmallStudy[]> {
  const found: SmallStudy[] = [];
  for (const text of textsOf(family, name)) {
    const { diagnostics, studies } = await loadFileText(text, '/small/study.arch', { wording: words });
    const [node] = studies;
    const study = node && lowerStudy(node);
    const prediction = study && predictLowered(study);
    const root = node?.$container;
    const target = isDocument(root) ? root.declarations.find(isTarget) : undefined;
    if (study && prediction && target && !diagnostics.some(({ severity }) => severity === 'error'))
      found.push({ text, study, prediction, target });
  }
  return found;
}

function textsOf(family: Family, name: string): string[] {
  switch (family) {
    case 'layer': {
      const kind = layerKinds.get(name as LayerKindName);
      return (kind?.accepts ?? []).flatMap((input) =>
        companions.flatMap((behind) =>
          targets.flatMap((target) =>
            outputs.map((output) => textOf(inputKinds[input].example, [kind?.example ?? '', behind], target, output)),
          ),
        ),
      );
    }
    case 'activation':
      return targets.map((target) =>
        textOf('input gaussian(d)', [`dense h (width: N, activation: ${name})`], target, 'linear'),
      );
    case 'target': {
      const { example } = targetKinds[name as TargetKindName];
      const target = example.replace(/^target \S+/, 'target y');
      return [
        textOf('input gaussian(d)', ['dense h (width: N, activation: erf)'], target, 'linear'),
        textOf(
          'input gaussian(d)',
          ['dense h (width: N, activation: relu)', 'dense g (width: N, activation: erf)'],
          target,
          'linear',
        ),
        textOf('input tokens(L, d)', ['attention a (heads: H)'], target, 'linear'),
      ];
    }
    case 'input': {
      const { example } = inputKinds[name as InputKindName];
      return layerKindNames.flatMap((kind) =>
        targets.flatMap((target) =>
          outputs.map((output) => textOf(example, [layerKinds.get(kind)?.example ?? ''], target, output)),
        ),
      );
    }
  }
}

/** Examples are of a usual depth: here little is measured. */
const brief = (line: string): string => line.replace(/steps: \d+/, 'steps: 2');

function textOf(input: string, layers: readonly string[], target: string, output: string): string {
  return `${scales.map((scale) => `scale ${scale}`).join('\n')}
network Net {
  ${[input, ...layers.filter((layer) => layer !== '').map(brief), `output ${output}`].join('\n  ')}
}
${target}
study S {
  network: Net
  target: y
}
`;
}
