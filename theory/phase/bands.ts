import { unknownPrefactor, type Bracket, type Calibration, type KeptLevel } from '../calibration.js';
import { Monomial } from '../monomial.js';
import { predict } from '../predict.js';
import type { Study } from '../study.js';
import type { PhaseDiagram } from './diagram.js';
import type { DrawnLine } from './drawn-line.js';
import { equalityLine, type Line } from './line.js';
import { sizesAt, type Plane, type Point } from './plane.js';
import { clipped, isCutBy, middle, type Polygon } from './polygon.js';

/** A measured prefactor of one closed form, in the sizes of a diagram. */
export interface CalibratedEnergy {
  readonly pattern: string;
  readonly energy: Monomial;
  readonly prefactor: Bracket;
  readonly run: string;
  /** `rate`: the prefactor of E, which places boundaries. `training`: that of P*, which places P = P*. */
  readonly level: KeptLevel;
}

/** Where a line may lie by the intervals of measured prefactors. Points are in natural logarithms. */
export interface Band {
  readonly kind: 'boundary' | 'samples';
  /** `N1 = sqrt(N2*d)`, or `P = P*`. */
  readonly condition: string;
  /** The boundary whose band it is; undefined for that of P = P*. */
  readonly boundary: DrawnLine | undefined;
  /** By which factors the line's size may lie elsewhere; undefined for `P = P*`, which has another size at each point. */
  readonly factor: readonly [low: number, high: number] | undefined;
  /** The runs that measured it. */
  readonly runs: readonly string[];
  /** False when a pattern on one side was not measured: its prefactor is then taken to lie between 1 and 10. */
  readonly isMeasured: boolean;
  readonly parts: readonly (readonly Point[])[];
}

/**
 * What calibrates a diagram: the prefactors that hold for patterns of a study, with their energies in its sizes.
 * @param study with the sizes of the diagram, at the reference sizes of its file.
 */
export function calibratedEnergies(study: Study, { byPattern }: Calibration): CalibratedEnergy[] {
  const levels = Object.values(byPattern).filter(({ size }) => size > 0);
  if (levels.length === 0) return [];
  return predict(study).patterns.flatMap(({ name, energy }) =>
    levels.flatMap((kept) => {
      const one = kept.get(name);
      return one ? [{ pattern: name, energy, prefactor: one.prefactor, run: one.run, level: one.level }] : [];
    }),
  );
}

/**
 * The bands of a diagram's lines (derived: two patterns cost the same where c1 E1 = c2 E2). A boundary's band is drawn along
 * its line; that of P = P* is cut out of each region in which its closed form was measured.
 * @param calibrated none: no bands.
 */
export function bandsOf(study: Study, diagram: PhaseDiagram, calibrated: readonly CalibratedEnergy[]): Band[] {
  const of = (level: KeptLevel): readonly CalibratedEnergy[] => calibrated.filter((one) => one.level === level);
  const energies = of('rate');
  return [
    ...(energies.length > 0
      ? diagram.boundaries.flatMap((line) => boundaryBand(study, diagram.plane, line, energies))
      : []),
    ...of('training').flatMap((one) => samplesBand(study, diagram, one)),
  ];
}

function boundaryBand(study: Study, plane: Plane, line: DrawnLine, calibrated: readonly CalibratedEnergy[]): Band[] {
  const shifts = line.segments.flatMap(({ from, to }) => {
    const centre = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
    const shift = shiftAt({ ...study, reference: sizesAt(plane, centre) }, line, calibrated);
    return shift ? [{ ...shift, from, to }] : [];
  });
  const [first] = shifts;
  if (!first) return [];
  const moved = ({ x, y }: Point, by: number): Point => {
    return line.variable === plane.x ? { x: x + Math.log(by), y } : { x, y: y + Math.log(by) };
  };
  return [
    {
      kind: 'boundary',
      condition: line.condition,
      boundary: line,
      factor: first.factor,
      runs: [...new Set(shifts.flatMap(({ runs }) => runs))],
      isMeasured: shifts.every(({ runs }) => runs.length === 2),
      parts: shifts.map(({ factor: [low, high], from, to }) => [
        moved(from, low),
        moved(to, low),
        moved(to, high),
        moved(from, high),
      ]),
    },
  ];
}

/** By which factors a boundary may lie elsewhere, at a point on it; undefined when neither side was measured there. */
function shiftAt(
  there: Study,
  { variable, below, above }: DrawnLine,
  calibrated: readonly CalibratedEnergy[],
): { readonly factor: readonly [number, number]; readonly runs: readonly string[] } | undefined {
  const { patterns } = predict(there);
  const side = (name: string): { energy: Monomial; measured: CalibratedEnergy | undefined } | undefined => {
    const energy = patterns.find((pattern) => pattern.name === name)?.energy;
    return energy && { energy, measured: calibrated.find((one) => one.pattern === name && one.energy.equals(energy)) };
  };
  const [low, high] = [side(below), side(above)];
  const power = low && high && low.energy.over(high.energy).exponentOf(variable).valueOf();
  if (!power || (!low.measured && !high.measured)) return undefined;
  const [lowBelow, highBelow] = low.measured?.prefactor.interval ?? unknownPrefactor;
  const [lowAbove, highAbove] = high.measured?.prefactor.interval ?? unknownPrefactor;
  // Below, E1/E2 grows with the size: c1 E1 = c2 E2 where the size is (c2/c1)^(1/power) times as large.
  const ends = [lowAbove / highBelow, highAbove / lowBelow].map((ratio) => ratio ** (1 / power));
  return {
    factor: [Math.min(...ends), Math.max(...ends)],
    runs: [low.measured, high.measured].flatMap((measured) => (measured ? [measured.run] : [])),
  };
}

function samplesBand(study: Study, { plane, regions }: PhaseDiagram, one: CalibratedEnergy): Band[] {
  const { samples, ridge } = study;
  if (!samples) return [];
  const [least, most] = one.prefactor.interval.map((end) =>
    ridge.times(one.energy).times(Monomial.constant(Number(end.toPrecision(6)))),
  );
  if (!least || !most) return [];
  const parts = regions
    .filter(({ pattern }) => pattern === one.pattern)
    .flatMap((region) => region.parts)
    .filter(({ energy }) => energy.equals(one.energy))
    .flatMap(({ polygon }) => cutBy(polygon, equalityLine(plane, least, samples)))
    .flatMap((polygon) => cutBy(polygon, equalityLine(plane, most, samples)))
    .filter((polygon) => {
      const there = sizesAt(plane, middle(polygon));
      const given = samples.log(there);
      return least.log(there) <= given && given <= most.log(there);
    });
  if (parts.length === 0) return [];
  const shared = { kind: 'samples', condition: 'P = P*', boundary: undefined, factor: undefined } as const;
  return [{ ...shared, runs: [one.run], isMeasured: true, parts }];
}

function cutBy(polygon: Polygon, line: Line | undefined): Polygon[] {
  if (!line || !isCutBy(polygon, line)) return [polygon];
  return ([1, -1] as const).map((side) => clipped(polygon, line, side)).filter((part) => part.length > 0);
}
