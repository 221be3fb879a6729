import { algorithmic, type Algorithmic } from '../algorithmic.js';
import type { Monomial } from '../monomial.js';
import type { Study } from '../study.js';
import { bordersOf } from './borders.js';
import { drawnLines, type DrawnLine } from './drawn-line.js';
import { equalityLine } from './line.js';
import { sizesAt, type Plane } from './plane.js';
import { clipped, frameOf, isCutBy, middle } from './polygon.js';

/** An algorithm whose line is drawn: its name in the JSON of a prediction. */
export type AlgorithmName = 'onePass' | 'reused' | 'kernel';

/** Where the study's samples are as many as an algorithm needs. */
export interface AlgorithmLine extends DrawnLine {
  readonly algorithm: AlgorithmName;
}

/** What algorithms need (published), and the lines of a plane on which P is that. */
export interface AlgorithmLines {
  readonly needs: Algorithmic;
  readonly lines: readonly AlgorithmLine[];
}

const [enough, fewer] = ['enough', 'fewer'];

/**
 * The lines on which P is what an algorithm needs, with prefactor 1: one pass, reused samples, a lazy kernel.
 * @returns undefined when the study gives no samples, and where nothing is proven of algorithms for its target.
 */
export function algorithmLines(study: Study, plane: Plane): AlgorithmLines | undefined {
  const { samples } = study;
  const needs = samples && algorithmic(study);
  if (!needs) return undefined;
  const scales: Record<AlgorithmName, Monomial> = {
    onePass: needs.onePass,
    reused: needs.reused.samples,
    kernel: needs.kernel,
  };
  const lines = (Object.keys(scales) as AlgorithmName[]).flatMap((algorithm) =>
    linesWhere(plane, scales[algorithm], samples).map((line) => ({ ...line, algorithm })),
  );
  return { needs, lines };
}

/** Where a need equals the samples: none where no point of the plane does. */
function linesWhere(plane: Plane, need: Monomial, samples: Monomial): DrawnLine[] {
  const line = equalityLine(plane, need, samples);
  const frame = frameOf(plane);
  if (!line || !isCutBy(frame, line)) return [];
  const sides = ([1, -1] as const).map((side) => {
    const polygon = clipped(frame, line, side);
    const sizes = sizesAt(plane, middle(polygon));
    return { polygon, label: need.log(sizes) <= samples.log(sizes) ? enough : fewer };
  });
  return drawnLines(bordersOf(sides), () => 'published');
}
