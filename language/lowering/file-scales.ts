import * as ast from '../generated/ast.js';
import { evaluatePositive } from './expression.js';
import { layerNode } from './layer-node.js';
import { referenceOf } from './scale.js';
import type { Outcome } from '../problem.js';
import { Monomial } from '../../theory/monomial.js';
import type { Input, Layer, Output, Study, Target } from '../../theory/study.js';
import { kindOfTarget } from '../../theory/targets/index.js';

/**
 * A study with its sizes as the file writes them: tied scales stay symbols, with the value of their relation.
 *
 * People read `√(N2·d)` where their file says N2; the exponents in free sizes are those of the study itself.
 * @param isKept which tied scales stay symbols; the relations of the others are put in. All of them, unless said otherwise.
 * @returns undefined when the study has no such scales, or cannot be written so.
 */
export function asWritten(
  node: ast.Study,
  study: Study,
  isKept: (name: string) => boolean = () => true,
): Study | undefined {
  const network = property(node, ast.isNetworkProperty)?.network?.ref;
  const target = property(node, ast.isTargetProperty)?.target?.ref;
  if (!network || !target) return undefined;
  const sizes = new WrittenSizes(study, isKept);
  const written: Study = {
    ...study,
    network: {
      ...study.network,
      input: writtenInput(network, study.network.input, sizes),
      layers: layers(network, study, sizes),
      output: writtenOutput(network, study.network.output, sizes),
    },
    target: writtenTarget(target, study.target, sizes),
    ridge: sizes.of(property(node, ast.isRidgeProperty)?.ridge, study.ridge),
    ...(study.samples && { samples: sizes.of(property(node, ast.isSamplesProperty)?.samples, study.samples) }),
    ...(study.noise && { noise: sizes.of(property(node, ast.isNoiseProperty)?.noise, study.noise) }),
    reference: sizes.reference,
  };
  return sizes.areTied ? written : undefined;
}

/** Evaluates expressions without putting relations in, and collects the values of the scales met. */
class WrittenSizes {
  readonly reference: Map<string, number>;
  areTied = false;

  constructor(
    private readonly study: Study,
    private readonly isKept: (name: string) => boolean,
  ) {
    this.reference = new Map(study.reference);
  }

  /** The expression as written; what the study has for it where that is something else. */
  of(expression: ast.Expression | undefined, lowered: Monomial): Monomial {
    if (!expression) return lowered;
    const tied = new Map<string, number>();
    const meaning = (scale: ast.Scale): Outcome<Monomial> => {
      const reference = referenceOf(scale);
      if (reference.problem) return reference;
      if (scale.relation === '~') {
        // The study could be lowered: relations lead to free scales in the end.
        if (!this.isKept(scale.name) && ast.isExpression(scale.value)) return evaluatePositive(scale.value, meaning);
        tied.set(scale.name, reference.value);
      }
      return { value: Monomial.size(scale.name) };
    };
    const { value } = evaluatePositive(expression, meaning);
    const known = new Map([...this.study.reference, ...tied]);
    if (!value || tied.size === 0 || !sameValue(value.log(known), lowered.log(this.study.reference))) return lowered;
    for (const [name, number] of tied) this.reference.set(name, number);
    this.areTied = true;
    return value;
  }
}

function writtenInput(network: ast.Network, input: Input, sizes: WrittenSizes): Input {
  const node = network.parts.find(ast.isInput);
  if (input.kind === 'gaussian' && ast.isGaussianInput(node)) {
    const { signal } = input;
    return {
      ...input,
      dimension: sizes.of(node.dimension, input.dimension),
      ...(signal && { signal: sizes.of(node.signal, signal) }),
    };
  }
  if (input.kind === 'patches' && ast.isPatchesInput(node)) {
    return { ...input, count: sizes.of(node.count, input.count), size: sizes.of(node.size, input.size) };
  }
  if (input.kind === 'tokens' && ast.isTokensInput(node)) {
    return {
      ...input,
      length: sizes.of(node.length, input.length),
      dimension: sizes.of(node.dimension, input.dimension),
    };
  }
  return input;
}

function layers(network: ast.Network, study: Study, sizes: WrittenSizes): Layer[] {
  return study.network.layers.map((layer) => {
    const given = layerNode(network, layer.name)?.arguments ?? [];
    const rank = given.find(ast.isScoresArgument)?.rank;
    const written = Object.entries(layer.sizes).map(([key, lowered]) => {
      const argument = given.find((one) => ast.isSizeArgument(one) && one.key === key);
      return [key, sizes.of(ast.isSizeArgument(argument) ? argument.size : undefined, lowered)] as const;
    });
    const { scores } = layer;
    return {
      ...layer,
      sizes: Object.fromEntries(written),
      ...(scores?.form === 'lowrank' && { scores: { form: scores.form, rank: sizes.of(rank, scores.rank) } }),
    };
  });
}

function writtenOutput(network: ast.Network, output: Output, sizes: WrittenSizes): Output {
  const { variance } = output;
  return { ...output, ...(variance && { variance: sizes.of(network.parts.find(ast.isOutput)?.variance, variance) }) };
}

function writtenTarget(node: ast.Target, target: Target, sizes: WrittenSizes): Target {
  const teacher = node.value?.terms.map(({ component }) => component).find(ast.isTeacherComponent);
  return teacher ? kindOfTarget(target).withSizes(target, (size) => sizes.of(teacher.directions, size)) : target;
}

function property<T extends ast.StudyProperty>(study: ast.Study, is: (node: unknown) => node is T): T | undefined {
  return study.properties.find(is);
}

function sameValue(left: number, right: number): boolean {
  return Math.abs(left - right) <= 1e-9 * Math.max(1, Math.abs(left));
}
