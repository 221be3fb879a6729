import type { Monomial } from '../monomial.js';
import type { RuleStatus } from '../rules.js';
import type { Border } from './borders.js';
import type { Equation } from './line.js';
import type { Point } from './plane.js';

/** A line of a diagram: an equation, where it holds, and what lies on its sides. */
export interface DrawnLine {
  /** `N1 = sqrt(N2*d)` */
  readonly condition: string;
  readonly variable: string;
  readonly at: Monomial;
  readonly status: RuleStatus;
  /** What holds where the size is smaller, and where it is larger. */
  readonly below: string;
  readonly above: string;
  readonly segments: readonly { readonly from: Point; readonly to: Point }[];
}

/**
 * Borders as lines with equations: one line for each equation and pair of neighbours. Borders with the frame, and cuts
 * without an equation, are left out.
 * @param statusOf how far the line between two neighbours is known.
 */
export function drawnLines(borders: readonly Border[], statusOf: (pair: readonly string[]) => RuleStatus): DrawnLine[] {
  const lines = new Map<string, DrawnLine & { segments: { from: Point; to: Point }[] }>();
  for (const { line, from, to, left, right } of borders) {
    const { equation } = line;
    if (!equation || left === undefined || right === undefined) continue;
    // Normals begin with 1: going from `from` to `to`, the size is smaller to the left.
    const [below, above] = [left, right];
    const condition = conditionOf(equation);
    const key = [condition, below, above].join(' | ');
    const existing = lines.get(key);
    if (existing) existing.segments.push({ from, to });
    else {
      const status = statusOf([below, above]);
      lines.set(key, { condition, ...equation, status, below, above, segments: [{ from, to }] });
    }
  }
  return [...lines.values()];
}

/** `N1 = sqrt(N2*d)` */
function conditionOf({ variable, at }: Equation): string {
  return `${variable} = ${at.toString()}`;
}
