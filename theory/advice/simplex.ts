import Fraction from 'fraction.js';
import { Monomial, type ReferenceSizes } from '../monomial.js';

/** `coefficients . v >= log atLeast`. */
export interface Row {
  readonly coefficients: readonly Fraction[];
  readonly atLeast: Monomial;
}

const zero = new Fraction(0);
const one = new Fraction(1);
const minusOne = new Fraction(-1);

/** Logarithms closer than this are the same, as everywhere in the solver. */
const same = 1e-9;

/**
 * Minimises `objective . v` over v >= 0 with the rows, in exact rationals. Right-hand sides are logarithms of products of
 * sizes and stay products; only which of two is the larger is decided at the reference sizes.
 *
 * Bland's rule: of the columns that help, and of the rows that bind, always the first. So it never runs in circles.
 * @returns exp(v_j) for each column, undefined where v_j = 0; or why there is no optimum.
 */
export function simplex(
  objective: readonly Fraction[],
  rows: readonly Row[],
  reference: ReferenceSizes,
): (Monomial | undefined)[] | 'infeasible' | 'unbounded' {
  const tableau = new Tableau(objective.length, rows, reference);
  if (!tableau.findStart()) return 'infeasible';
  return tableau.improve(objective) ? tableau.point(objective.length) : 'unbounded';
}

/** Rows solved for their basic variables: columns of the program, then a slack a row, then artificial ones. */
class Tableau {
  private readonly body: Fraction[][];
  private readonly values: Monomial[];
  private readonly basis: number[];
  private readonly firstArtificial: number;
  private readonly width: number;

  constructor(
    columns: number,
    rows: readonly Row[],
    private readonly reference: ReferenceSizes,
  ) {
    // A row whose right-hand side is not positive holds at 0: its slack is basic. Others need an artificial variable.
    const isMet = rows.map(({ atLeast }) => this.log(atLeast) <= 0);
    this.firstArtificial = columns + rows.length;
    this.width = this.firstArtificial + isMet.filter((met) => !met).length;
    let artificial = this.firstArtificial;
    this.basis = isMet.map((met, index) => (met ? columns + index : artificial++));
    this.values = rows.map(({ atLeast }, index) => (isMet[index] ? atLeast.power(-1) : atLeast));
    this.body = rows.map(({ coefficients }, index) => {
      const row = new Array<Fraction>(this.width).fill(zero);
      coefficients.forEach((coefficient, column) => (row[column] = isMet[index] ? coefficient.neg() : coefficient));
      row[columns + index] = isMet[index] ? one : minusOne;
      row[this.basis[index] ?? 0] = one;
      return row;
    });
  }

  /** Drives the artificial variables to 0; false when that cannot be, so that no point meets all rows. */
  findStart(): boolean {
    if (this.width === this.firstArtificial) return true;
    const costs = new Array<Fraction>(this.width).fill(zero).fill(one, this.firstArtificial);
    this.improve(costs, this.width);
    const left = this.basis.reduce(
      (sum, column, row) => (column < this.firstArtificial ? sum : sum + this.log(this.values[row] ?? Monomial.one)),
      0,
    );
    if (left > same) return false;
    this.basis.forEach((column, row) => {
      if (column < this.firstArtificial) return;
      const other = this.body[row]?.findIndex((entry, index) => index < this.firstArtificial && !isZero(entry)) ?? -1;
      if (other >= 0) this.pivot(row, other);
    });
    return true;
  }

  /**
   * Goes from corner to corner until no column helps; false when the objective falls without end.
   * @param allowed columns before this one may enter.
   */
  improve(costs: readonly Fraction[], allowed = this.firstArtificial): boolean {
    const reduced = this.reducedCosts(costs);
    for (;;) {
      const entering = reduced.findIndex((cost, column) => column < allowed && cost.s < 0n && !isZero(cost));
      if (entering < 0) return true;
      const leaving = this.leavingRow(entering);
      if (leaving === undefined) return false;
      this.pivot(leaving, entering);
      subtract(reduced, this.body[leaving] ?? [], reduced[entering] ?? zero);
    }
  }

  /** exp of each of the first columns; undefined where it is not basic, and so 0. */
  point(columns: number): (Monomial | undefined)[] {
    const point = new Array<Monomial | undefined>(columns).fill(undefined);
    this.basis.forEach((column, row) => {
      if (column < columns) point[column] = this.values[row];
    });
    return point;
  }

  private reducedCosts(costs: readonly Fraction[]): Fraction[] {
    const reduced = Array.from({ length: this.width }, (_, column) => costs[column] ?? zero);
    this.basis.forEach((column, row) => subtract(reduced, this.body[row] ?? [], costs[column] ?? zero));
    return reduced;
  }

  private leavingRow(entering: number): number | undefined {
    let leaving: number | undefined;
    let least = Infinity;
    this.body.forEach((row, index) => {
      const entry = row[entering] ?? zero;
      if (entry.s < 0n || isZero(entry)) return;
      const ratio = this.log(this.values[index] ?? Monomial.one) / entry.valueOf();
      const first = leaving === undefined || (this.basis[index] ?? 0) < (this.basis[leaving] ?? 0);
      if (ratio < least - same || (ratio <= least + same && first)) {
        leaving = index;
        least = Math.min(least, ratio);
      }
    });
    return leaving;
  }

  private pivot(row: number, column: number): void {
    const entry = this.body[row]?.[column] ?? one;
    const pivotRow = (this.body[row] ?? []).map((other) => (isZero(other) ? zero : other.div(entry)));
    const value = (this.values[row] ?? Monomial.one).power(one.div(entry));
    this.body[row] = pivotRow;
    this.values[row] = value;
    this.basis[row] = column;
    this.body.forEach((other, index) => {
      const times = other[column] ?? zero;
      if (index === row || isZero(times)) return;
      subtract(other, pivotRow, times);
      this.values[index] = (this.values[index] ?? Monomial.one).over(value.power(times));
    });
  }

  private log(monomial: Monomial): number {
    const log = monomial.log(this.reference);
    return Math.abs(log) < same ? 0 : log;
  }
}

/** Takes a multiple of a row off another, in place. */
function subtract(from: Fraction[], row: readonly Fraction[], times: Fraction): void {
  if (isZero(times)) return;
  row.forEach((entry, column) => {
    if (!isZero(entry)) from[column] = (from[column] ?? zero).sub(entry.mul(times));
  });
}

function isZero(fraction: Fraction): boolean {
  return fraction.n === 0n;
}
