import type { AlgorithmName } from '../../theory/phase/algorithm-lines.js';
import type { RuleStatus } from '../../theory/rules.js';

/** A place in the plane: decimal logarithms of the two sizes. */
export type Place = readonly [x: number, y: number];

/** A monomial as plain data. Exponents are exact fractions; sizes with exponent 0 are left out. */
export interface PlainMonomial {
  readonly expression: string;
  /** For people: `√(N2·d)`. */
  readonly formula: string;
  readonly exponents: Readonly<Record<string, string>>;
}

/** One of the two sizes. All numbers but `value` are decimal logarithms. */
export interface Axis {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly reference: number;
  /** The reference value itself. */
  readonly value: number;
}

export interface SceneRegion {
  /** What names it in a picture, and gives it its hatch: 1, 2, ... */
  readonly key: string;
  readonly pattern: string;
  readonly status: RuleStatus;
  /** Convex polygons; together they are the region. */
  readonly parts: readonly { readonly energy: PlainMonomial; readonly polygon: readonly Place[] }[];
  /** Rings around the region, for filling by the even-odd rule. */
  readonly outline: readonly (readonly Place[])[];
}

export interface SceneLine {
  /** `N1 = sqrt(N2*d)` */
  readonly equation: string;
  /** For people: `N1 = √(N2·d)`. */
  readonly formula: string;
  readonly variable: string;
  readonly expression: string;
  readonly exponents: Readonly<Record<string, string>>;
  readonly status: RuleStatus;
  readonly below: string;
  readonly above: string;
  readonly segments: readonly (readonly [from: Place, to: Place])[];
}

/** Where a line may lie by the intervals of measured prefactors. */
export interface SceneBand {
  /** A boundary's, or that of P = P*. */
  readonly kind: 'boundary' | 'samples';
  /** The equation of its line: `N1 = N2`, `P = P*`. */
  readonly equation: string;
  readonly formula: string;
  /** By which factors the line's size may lie elsewhere; null for P = P*. */
  readonly factor: readonly [low: number, high: number] | null;
  /** The runs that measured it: their folders, relative to the file. */
  readonly runs: readonly string[];
  /** False when a pattern on one side was not measured: its prefactor is then taken to lie between 1 and 10. */
  readonly measured: boolean;
  /** Polygons; together they are the band. */
  readonly parts: readonly (readonly Place[])[];
}

/** A phase diagram as plain data: what the command line prints, what the server sends, what is drawn. */
export interface Scene {
  readonly study: string;
  readonly x: Axis;
  readonly y: Axis;
  /** The other sizes, at which the plane is cut. */
  readonly held: readonly { readonly name: string; readonly value: number }[];
  /** The pattern at the reference point. */
  readonly winner: string;
  readonly regions: readonly SceneRegion[];
  readonly boundaries: readonly SceneLine[];
  readonly crossings: readonly SceneLine[];
  /** Where P is above what a small error needs, and where it is between P* and that; null when the study gives no samples. */
  readonly learnable: {
    readonly samples: PlainMonomial;
    readonly parts: readonly (readonly Place[])[];
    readonly outline: readonly (readonly Place[])[];
    readonly between: {
      readonly parts: readonly (readonly Place[])[];
      readonly outline: readonly (readonly Place[])[];
    };
    /** Where P = P*. */
    readonly lines: readonly SceneLine[];
    /** Where P is what a small error needs and more than P*. */
    readonly fitLines: readonly SceneLine[];
  } | null;
  /** Where P is P* in numbers, through the estimate at the reference sizes of the study; null without samples or an estimate. */
  readonly estimate: {
    /** `about 1300 (estimate)` */
    readonly text: string;
    /** How many times the P* of the heuristic it is. */
    readonly factor: number;
    readonly lines: readonly SceneLine[];
  } | null;
  /** What algorithms need beside P*; null without samples and where nothing is proven. */
  readonly algorithms: {
    readonly onePass: PlainMonomial;
    /** With its constant; null where that is above 1e12. */
    readonly reused: PlainMonomial & { readonly constant: number | null };
    readonly kernel: PlainMonomial;
    /** True when `onePass` leaves out a logarithm. */
    readonly upToLogarithm: boolean;
    /** Where P is what an algorithm needs, with prefactor 1. */
    readonly lines: readonly (SceneLine & { readonly algorithm: AlgorithmName })[];
  } | null;
  /** None where nothing is calibrated. */
  readonly bands: readonly SceneBand[];
  /** False when a part of the plane could not be told apart by equations. */
  readonly exact: boolean;
}
