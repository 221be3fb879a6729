import type { Monomial } from '../../theory/monomial.js';
import type { Study } from '../../theory/study.js';
import type { AlgorithmLines } from '../../theory/phase/algorithm-lines.js';
import type { Band } from '../../theory/phase/bands.js';
import { sampleLines, type PhaseDiagram } from '../../theory/phase/diagram.js';
import type { DrawnLine } from '../../theory/phase/drawn-line.js';
import { freeSizes } from '../../theory/free-sizes.js';
import type { Point, Span } from '../../theory/phase/plane.js';
import { estimateLabel, estimateOf, type PredictedStudy } from '../views/estimated.js';
import type { Axis, Place, PlainMonomial, Scene, SceneBand, SceneLine } from './scene.js';

/**
 * A phase diagram as plain data, in decimal logarithms.
 * @param bands where its lines may lie by measured prefactors.
 * @param predicted the study at its own reference sizes, with its estimate.
 */
export function sceneOf(
  study: Study,
  diagram: PhaseDiagram,
  bands: readonly Band[] = [],
  predicted?: PredictedStudy,
): Scene {
  const { plane, learnable, algorithms } = diagram;
  const value = (name: string): number => study.reference.get(name) ?? NaN;
  const axis = (name: string, { from, to }: Span): Axis => ({
    name,
    from: decimal(from),
    to: decimal(to),
    reference: Math.log10(value(name)),
    value: value(name),
  });
  return {
    study: study.name,
    x: axis(plane.x, plane.across),
    y: axis(plane.y, plane.up),
    held: heldSizes(study, plane.x, plane.y).map((name) => ({ name, value: value(name) })),
    winner: diagram.winner,
    regions: diagram.regions.map(({ pattern, status, parts, outline }, index) => ({
      key: String(index + 1),
      pattern,
      status,
      parts: parts.map(({ energy, polygon }) => ({ energy: plain(energy), polygon: places(polygon) })),
      outline: outline.map(places),
    })),
    boundaries: diagram.boundaries.map(sceneLine),
    crossings: diagram.crossings.map(sceneLine),
    learnable: learnable
      ? {
          samples: plain(learnable.samples),
          parts: learnable.parts.map(places),
          outline: learnable.outline.map(places),
          between: {
            parts: learnable.between.parts.map(places),
            outline: learnable.between.outline.map(places),
          },
          lines: learnable.lines.map(sceneLine),
          fitLines: learnable.fitLines.map(sceneLine),
        }
      : null,
    estimate: predicted && study.samples ? sceneEstimate(study, diagram, predicted) : null,
    algorithms: algorithms ? sceneAlgorithms(algorithms) : null,
    bands: bands.map(sceneBand),
    exact: diagram.isExact,
  };
}

/** The free sizes that a plane holds: those of the network, the samples and the ridge. */
function heldSizes(study: Study, x: string, y: string): string[] {
  const more = [study.ridge, study.samples, study.noise].flatMap((monomial) => monomial?.sizes ?? []);
  return [...new Set([...freeSizes(study), ...more])].filter((name) => name !== x && name !== y);
}

/** A monomial as plain data. */
export function plain(monomial: Monomial): PlainMonomial {
  return {
    expression: monomial.toString(),
    formula: monomial.toUnicode(),
    exponents: Object.fromEntries(monomial.sizes.map((size) => [size, monomial.exponentOf(size).toFraction()])),
  };
}

function sceneLine({ condition, variable, at, status, below, above, segments }: DrawnLine): SceneLine {
  const { expression, formula, exponents } = plain(at);
  return {
    equation: condition,
    formula: `${variable} = ${formula}`,
    variable,
    expression,
    exponents,
    status,
    below,
    above,
    segments: segments.map(({ from, to }) => [place(from), place(to)]),
  };
}

function sceneEstimate(study: Study, diagram: PhaseDiagram, predicted: PredictedStudy): Scene['estimate'] {
  const estimate = estimateOf(predicted);
  if (!estimate) return null;
  const factor = estimate.samples / predicted.prediction.sampleScale.value(predicted.study.reference);
  const isNumber = Number.isFinite(factor) && factor > 0;
  return isNumber
    ? { text: estimateLabel(estimate), factor, lines: sampleLines(study, diagram, factor).map(sceneLine) }
    : null;
}

function sceneAlgorithms({ needs, lines }: AlgorithmLines): Scene['algorithms'] {
  const { reused } = needs;
  return {
    onePass: plain(needs.onePass),
    reused: { ...plain(reused.samples), constant: reused.constant ?? null },
    kernel: plain(needs.kernel),
    upToLogarithm: needs.upToLogarithm,
    lines: lines.map((line) => ({ ...sceneLine(line), algorithm: line.algorithm })),
  };
}

function sceneBand({ kind, condition, boundary, factor, runs, isMeasured, parts }: Band): SceneBand {
  const formula = boundary ? `${boundary.variable} = ${boundary.at.toUnicode()}` : condition;
  return {
    ...{ kind, equation: condition, formula, factor: factor ?? null, runs, measured: isMeasured },
    parts: parts.map(places),
  };
}

function decimal(natural: number): number {
  return natural / Math.LN10;
}

function place({ x, y }: Point): Place {
  return [decimal(x), decimal(y)];
}

function places(points: readonly Point[]): Place[] {
  return points.map(place);
}
