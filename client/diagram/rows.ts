import { t } from '@vscode/l10n';
import { kindOfRegion } from '../../present/diagram/style.js';
import { crossingsShown } from '../../present/diagram/lines.js';
import type { Note } from '../../present/diagram/labels.js';
import type { Scene, SceneLine } from '../../present/diagram/scene.js';
import type { RuleStatus } from '../../theory/rules.js';
import { ruleStatusText } from '../../present/words/results.js';
import {
  algorithmLines,
  energiesOf,
  estimateEquation,
  estimateLineName,
  fitLineText,
} from '../../present/diagram/wording.js';

/** A region in the table beside the picture. */
export interface RegionRow {
  readonly key: string;
  readonly kind: number;
  readonly pattern: string;
  readonly energy: string;
  readonly standing: string;
}

/** A line in the table beside the picture. */
export interface LineRow {
  /** How it is drawn. */
  readonly className: string;
  /** The letter that stands on it for want of room; empty otherwise. */
  readonly letter: string;
  readonly equation: string;
  readonly meaning: string;
  readonly standing: string;
}

/** The regions of a scene, in the order of their numbers. */
export function regionRows({ regions }: Scene): RegionRow[] {
  return regions
    .toSorted((one, other) => Number(one.key) - Number(other.key))
    .map((region) => ({
      key: region.key,
      kind: kindOfRegion(region),
      pattern: region.pattern,
      energy: energiesOf(region).join('; '),
      standing: ruleStatusText(region.status),
    }));
}

/** A line on which P is some need. */
interface SampleLine {
  readonly line: SceneLine;
  readonly className: string;
  readonly meaning: string;
  /** What is written on it, where that is not its meaning with its equation. */
  readonly label?: string;
  /** Its equation, where that is not the line's own. */
  readonly equation?: string;
}

/** The lines of a scene: boundaries, where the samples suffice, what algorithms need, and crossings, one row an equation. */
export function lineRows(scene: Scene, notes: readonly Note[], withCrossings: boolean): LineRow[] {
  const letterOf = (formula: string): string => notes.find((note) => note.formula === formula)?.letter ?? '';
  const boundaries = scene.boundaries.map(({ formula, variable, below, above, status }) => ({
    className: `boundary ${status}`,
    letter: letterOf(formula),
    equation: formula,
    meaning: t`${variable} smaller: ${below}; larger: ${above}`,
    standing: ruleStatusText(status),
  }));
  const samples = [
    ...(scene.learnable?.lines ?? []).map((line) => ({ line, className: 'learnable-line', meaning: 'P = P*' })),
    ...(scene.learnable?.fitLines ?? []).map((line) => ({
      line,
      className: 'learnable-line derived',
      meaning: fitLineText(),
    })),
    ...(scene.estimate?.lines ?? []).map((line) => ({
      line,
      className: 'estimate-line',
      meaning: estimateLineName(),
      label: estimateLineName(),
      equation: estimateEquation(scene),
    })),
    ...algorithmLines(scene).map((named) => ({ ...named, className: 'algorithm-line' })),
  ].map(({ line, className, meaning, label = `${meaning}: ${line.formula}`, equation = line.formula }: SampleLine) => ({
    className,
    letter: letterOf(label),
    equation,
    meaning,
    standing: '',
  }));
  return [...boundaries, ...once(samples), ...(withCrossings ? crossingRows(scene, letterOf) : [])];
}

function crossingRows(scene: Scene, letterOf: (formula: string) => string): LineRow[] {
  const groups = new Map<string, { statuses: Set<RuleStatus>; others: Set<string> }>();
  for (const { formula, below, above, status } of crossingsShown(scene)) {
    const group = groups.get(formula) ?? { statuses: new Set(), others: new Set() };
    group.others.add(below === scene.winner ? above : below);
    group.statuses.add(status);
    groups.set(formula, group);
  }
  return [...groups].map(([formula, { statuses, others }]) => {
    // As it is drawn: where several patterns cross on one line it has the look of the one that is known best.
    const best = (['published', 'derived', 'conjecture'] as const).find((status) => statuses.has(status));
    return {
      className: `crossing ${best ?? 'published'}`,
      letter: letterOf(formula),
      equation: formula,
      meaning: t`as cheap as ${scene.winner}: ${[...others].join('; ')}`,
      standing: [...statuses].map((status) => ruleStatusText(status)).join(', '),
    };
  });
}

/** Lines that are drawn in several pieces have one row. */
function once(rows: readonly LineRow[]): LineRow[] {
  return rows.filter(
    (row, index) => index === rows.findIndex((one) => one.equation === row.equation && one.meaning === row.meaning),
  );
}
