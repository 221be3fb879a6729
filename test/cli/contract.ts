/** The JSON of the command line, as its callers rely on it (docs/cli.md). */
export interface MonomialJson {
  expression: string;
  exponents: Record<string, string>;
  value: number;
}

export interface LayerJson {
  layer: string;
  pattern: string;
  degree?: number | string;
  parameter?: MonomialJson & { name: string };
  cost?: MonomialJson;
}

export interface PatternJson {
  layers: LayerJson[];
  readout: MonomialJson;
  energy: MonomialJson;
  optimal: boolean;
  competing: boolean;
}

export interface BoundaryJson {
  condition: string;
  variable: string;
  exponents: Record<string, string>;
  value: number;
  below: string;
  above: string;
}

export interface DataDirectionJson {
  eigenvalue: number;
  pValue: number;
  splitCosine: number;
  leastCosine: number | null;
}

export interface DataJson {
  path: string;
  rows: number;
  columns: number;
  rank: number | null;
  dEff: { value: number; error: number };
  estimator: string | null;
  directions: DataDirectionJson[];
  rejected: DataDirectionJson | null;
  fileRows: number;
  ignored: { column: string; reason: string }[];
  noDirection: string | null;
}

export interface StudyJson {
  name: string;
  network: string;
  target: string;
  samples: MonomialJson;
  inBase: { base: string; exponent: string } | null;
  learnable: boolean | null;
  data: DataJson | null;
  fit: { samples: MonomialJson; rule: string; conditions: { layer: string; share: number }[] };
  firstComponent: { component: string; energy: MonomialJson } | null;
  patterns: PatternJson[];
  boundaries: BoundaryJson[];
  crossings: BoundaryJson[];
  algorithmic: {
    informationExponent: number;
    generativeExponent: number;
    onePass: MonomialJson;
    smoothed: MonomialJson;
    reused: MonomialJson & { constant: number | null };
    onlineSgd: MonomialJson;
    smoothedSgd: MonomialJson;
    kernel: MonomialJson;
  } | null;
  learning: { component: string; energy: MonomialJson; samples: MonomialJson; exponent: string | null }[];
  provenance: { rule: string; status: string }[];
}

export interface PredictionJson {
  file: string;
  diagnostics: { line: number; column: number; severity: string; code: string; message: string }[];
  studies: StudyJson[];
}

/** The patterns of the layers, first to last: `lazy, specialization`. */
export function nameOf(pattern: PatternJson): string {
  return pattern.layers.map((layer) => layer.pattern).join(', ');
}
