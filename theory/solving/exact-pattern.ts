import { Monomial } from '../monomial.js';
import type { LayerPattern, Pattern } from '../prediction.js';
import type { ProblemAt, Solution } from './problem.js';
import { patternOf } from './problem.js';
import { kindOf, type Move, type Product } from '../kinds/index.js';
import { ruleOf, type Rule, type RuleName } from '../rules.js';
import type { Feature, Network } from '../study.js';
import { isNeeded, type ApplicationTrace, type LayerTrace } from './trace.js';

/** r_n by feature; undefined where it is not in the kernel. */
type Kernel = LayerPattern['outgoing'];

/**
 * A solved assignment with exact parameters, costs and inverse eigenvalues, which are computed when first asked for.
 * @param always rules that every pattern of the study rests on.
 */
export function exactPattern(
  network: Network,
  problem: ProblemAt,
  solution: Solution,
  standing: { readonly optimal: boolean; readonly competing: boolean },
  always: readonly RuleName[],
): Pattern {
  const { trace, form } = solution;
  let layers: readonly LayerPattern[] | undefined;
  let provenance: readonly Rule[] | undefined;
  const exactLayers = (): readonly LayerPattern[] =>
    (layers ??= layerPatterns(network, problem, trace.layers, form.energy, form.weights.map(Number)));
  return {
    name: patternOf(solution),
    energy: form.energy,
    readoutWeight: form.readoutWeight.valueOf(),
    ...standing,
    get layers() {
      return exactLayers();
    },
    get readout() {
      const outgoing = exactLayers().at(-1)?.outgoing;
      const terms = problem.target.flatMap((index) => outgoing?.get(problem.table.features[index] ?? 1) ?? []);
      return problem.readout.times(largest(terms, problem));
    },
    get provenance() {
      return (provenance ??= rulesOf(trace.layers, always));
    },
  };
}

function layerPatterns(
  network: Network,
  problem: ProblemAt,
  traces: readonly LayerTrace[],
  energy: Monomial,
  weights: readonly number[],
): LayerPattern[] {
  const { features } = problem.table;
  let incoming: Kernel = new Map(features.map((feature) => [feature, problem.table.input.get(feature)]));
  return traces.map((trace, index) => {
    const { source } = trace.move;
    const at = (product: Product): Monomial => exact(product, incoming);
    /** What is paid for: M, D or beta, or m^2 of a single unit. */
    const paid =
      source.parameter &&
      (trace.held === 'upper' ? at(source.parameter.upper) : energy.over(at(source.parameter.cost)));
    const outgoing = trace.applications.reduce((kernel, application) => {
      const { met } = application;
      return afterApplication(application, features, kernel, met ? exact(met.source, kernel) : paid);
    }, incoming);
    const layer = network.layers[index];
    const counts = layer && kindOf(layer).counts;
    const pattern: LayerPattern = {
      layer: layer?.name ?? '',
      pattern: source.pattern,
      ...(counts && { counts }),
      ...(source.degree === undefined ? {} : { degree: source.degree }),
      ...(paid && source.parameter
        ? { ...parameterOf(source.parameter, paid, trace.held), cost: at(source.parameter.cost).times(paid) }
        : {}),
      incoming,
      outgoing,
      weight: weights[index] ?? 0,
    };
    incoming = outgoing;
    return pattern;
  });
}

/** A parameter as it is reported, with the length of units where it is not 1. */
function parameterOf(
  { name, length }: NonNullable<Move['parameter']>,
  paid: Monomial,
  held: LayerTrace['held'],
): Pick<LayerPattern, 'parameter' | 'length'> {
  const bound = held === 'free' ? {} : { bound: held };
  if (length === 'single') return { parameter: { name, size: Monomial.one, ...bound }, length: paid.power('1/2') };
  return { parameter: { name, size: paid, ...bound }, ...(length && { length: 'free' }) };
}

/** The inverse eigenvalues that one application leaves. */
function afterApplication(
  { ways }: ApplicationTrace,
  features: readonly Feature[],
  kernel: Kernel,
  parameter: Monomial | undefined,
): Kernel {
  return new Map(
    features.map((feature, place) => {
      const way = ways[place];
      const value = way && exact(way.source, kernel);
      return [feature, way && parameter ? value?.over(parameter.power(way.parameterPower)) : value];
    }),
  );
}

function exact({ constant, powers }: Product, eigenvalues: Kernel): Monomial {
  return powers.reduce(
    (product, [feature, power]) => product.times((eigenvalues.get(feature) ?? Monomial.one).power(power)),
    constant,
  );
}

function largest(terms: readonly Monomial[], problem: ProblemAt): Monomial {
  return terms.reduce(
    (most, term) => (term.log(problem.reference) > most.log(problem.reference) ? term : most),
    terms[0] ?? Monomial.one,
  );
}

/** The rules on the way from the data to the target, in the order of the rules' table. */
function rulesOf(traces: readonly LayerTrace[], always: readonly RuleName[]): Rule[] {
  const used = new Set<RuleName>(always);
  for (const { move, applications } of traces) {
    if (move.active) used.add(move.source.rule);
    for (const { ways, needed, met } of applications) {
      ways.forEach((way, feature) => {
        if (!way || !isNeeded(needed, feature)) return;
        used.add(way.source.rule);
        if (met && way.parameterPower > 0) used.add(met.source.rule);
      });
    }
  }
  return [...used].map(ruleOf);
}
