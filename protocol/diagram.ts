import type { WorkspaceEdit } from 'vscode-languageserver-protocol';
import type { PlainPlot } from '../present/diagram/plot.js';
import type { PlainMonomial, Scene } from '../present/diagram/scene.js';
import type { FitVerdict } from '../theory/needs.js';
import type { StudyParams } from './studies.js';

/** Sizes by name. */
export type Sizes = Readonly<Record<string, number>>;

/** Which study of which file, over which sizes, and where. */
export interface DiagramQuestion extends StudyParams {
  /** Both left out: the two sizes that say most. `y` null: energies against `x`. */
  readonly x?: string | undefined;
  readonly y?: string | null | undefined;
  /** Sizes other than those of the file. */
  readonly sizes?: Sizes | undefined;
  /** P, in place of the study's samples. */
  readonly samples?: number | undefined;
  /** Decimal logarithms between which x and y are shown. */
  readonly view?: View | undefined;
  /** Whether the crossings of the winner are wanted. */
  readonly crossings?: boolean | undefined;
}

/** Which point of which diagram: the sizes of its axes are set free. */
export interface PointQuestion extends StudyParams {
  readonly x: string;
  readonly y?: string | null | undefined;
  readonly sizes: Sizes;
  readonly samples?: number | undefined;
}

/** Decimal logarithms between which a plane is shown. */
export interface View {
  readonly x: readonly [from: number, to: number];
  readonly y: readonly [from: number, to: number];
}

/** A size that an axis or a slider can stand for. */
export interface Choice {
  readonly name: string;
  /** In the file. */
  readonly value: number;
  /** True when the file ties it to others: on an axis it is set free. */
  readonly tied: boolean;
}

/** What a diagram page shows. */
export type DiagramAnswer =
  | { readonly kind: 'unavailable'; readonly message: string }
  | {
      readonly kind: 'diagram';
      readonly scene: Scene;
      readonly choices: readonly Choice[];
      readonly samples: SamplesChoice;
      readonly point: PointAnswer;
    }
  | {
      readonly kind: 'plot';
      readonly plot: PlainPlot;
      readonly choices: readonly Choice[];
      readonly samples: SamplesChoice;
      readonly point: PointAnswer;
    };

/** The samples: as the file has them, and P* for comparison. */
export interface SamplesChoice {
  /** P of the file at the sizes asked for; null when the study gives none. */
  readonly value: number | null;
  readonly formula: string | null;
  /** P* at the sizes asked for. */
  readonly needed: number;
}

/** What the heuristic says at a point. */
export interface PointAnswer {
  /** The sizes there, all of them. */
  readonly sizes: Sizes;
  readonly pattern: string;
  readonly energy: Quantity;
  readonly samples: Quantity;
  /** The estimate of P* at the sizes of the file, and where the samples are beside it; null elsewhere, and where none has been made. */
  readonly estimate: {
    /** `1300 (650 to 2600)` */
    readonly text: string;
    /** `above P*, about 1300 (estimate)`; null without samples. */
    readonly verdict: string | null;
  } | null;
  /** What a small error needs: `P ~ d = 64`. */
  readonly fit: string;
  readonly learnable: boolean | null;
  /** P against P* and what a small error needs; null without samples. */
  readonly verdict: FitVerdict | null;
  /** What each layer does: `specialization, M ~ √(N2/d) = 2`. */
  readonly layers: readonly { readonly name: string; readonly text: string }[];
  /** Patterns within a factor 2 of the winner. */
  readonly competing: readonly string[];
}

/** A monomial with its value, for people. */
export interface Quantity extends PlainMonomial {
  readonly value: number;
  readonly text: string;
}

/** New reference values of sizes of a study. */
export interface SetSizesParams extends StudyParams {
  readonly sizes: Sizes;
}

/** An edit that gives sizes new reference values. */
export interface SizesEdit {
  readonly edit: WorkspaceEdit;
  /** The scales that it writes. */
  readonly written: readonly string[];
  /** Those of them that were tied to others and are free after it. */
  readonly untied: readonly string[];
}
