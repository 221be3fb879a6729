import { greaterEq, solve, type Constraint } from 'yalps';
import type {
  NumericAlternative,
  NumericApplication,
  NumericMove,
  NumericProduct,
  NumericTable,
} from '../../theory/solving/numeric-moves.js';
import type { NumericReadout } from '../../theory/solving/least-budget.js';

/** A linear form in the logarithms of the parameters: constant plus coefficient of parameter l. */
interface Form {
  readonly constant: number;
  readonly parameters: readonly number[];
  /** A cost, to be compared with the energy; otherwise a bound, to stay below 0. */
  readonly isCost?: boolean;
}

const add = (left: Form, right: Form, times = 1): Form => ({
  constant: left.constant + times * right.constant,
  parameters: left.parameters.map((value, index) => value + times * (right.parameters[index] ?? 0)),
});

/**
 * The least log energy of a network by plain enumeration: every move of every layer, every way that every needed feature
 * can take, each combination a linear program that a floating-point solver solves. Exponential, and independent of how
 * theory/ searches.
 */
export function leastByEnumeration(table: NumericTable, readout: NumericReadout): number {
  const depth = table.layers.length;
  const none = new Array<number>(depth).fill(0);
  const initial = [...table.input].map((constant): Form => ({ constant, parameters: none }));
  let least = Infinity;

  const visit = (layer: number, state: readonly (Form | undefined)[], constraints: readonly Form[]): void => {
    const moves = table.layers[layer];
    if (!moves) {
      least = Math.min(least, program(state, constraints));
      return;
    }
    for (const move of moves) {
      const paid = payments(move, layer, state);
      if (!paid) continue;
      repeat([move, ...move.again], layer, state, [...constraints, ...paid]);
    }
  };

  /** Each application in turn: the parameter counts, below every cap there, or a cap does, below the parameter and the others. */
  const repeat = (
    applications: readonly NumericApplication[],
    layer: number,
    state: readonly (Form | undefined)[],
    constraints: readonly Form[],
  ): void => {
    const [first, ...rest] = applications;
    if (!first) {
      visit(layer + 1, state, constraints);
      return;
    }
    const most = [parameter(layer), ...first.caps.flatMap((cap) => at(cap, state) ?? [])];
    for (const counts of most) {
      const bounds = most.filter((other) => other !== counts).map((other) => add(counts, other, -1));
      for (const outcome of outcomes(first, counts, state)) repeat(rest, layer, outcome, [...constraints, ...bounds]);
    }
  };

  const at = (product: NumericProduct, state: readonly (Form | undefined)[]): Form | undefined => {
    let form: Form = { constant: table.logs[product.constant] ?? NaN, parameters: none };
    for (const [index, power] of product.powers) {
      const factor = state[index];
      if (!factor || factor.constant === Infinity) return undefined;
      form = add(form, factor, power);
    }
    return form;
  };

  const parameter = (layer: number): Form => ({ constant: 0, parameters: none.with(layer, 1) });

  /** Forms that must not exceed: Delta (compared with t), and pairs lower <= p <= upper written as forms <= 0. */
  const payments = (move: NumericMove, layer: number, state: readonly (Form | undefined)[]): Form[] | undefined => {
    if (!move.cost || !move.upper) return [];
    const cost = at(move.cost, state);
    const upper = at(move.upper, state);
    if (!cost || !upper) return undefined;
    const lower = move.lower && at(move.lower, state);
    const delta = { ...add(cost, parameter(layer)), isCost: true };
    const above = add(parameter(layer), upper, -1);
    const below = lower ? [add(lower, parameter(layer), -1)] : [];
    return [delta, above, ...below];
  };

  const outcomes = (
    move: NumericApplication,
    counts: Form,
    state: readonly (Form | undefined)[],
  ): (Form | undefined)[][] => {
    const choices = move.outgoing.map((ways) =>
      ways.flatMap((way: NumericAlternative): Form[] => {
        const form = at(way, state);
        return form ? [add(form, counts, -way.parameterPower)] : [];
      }),
    );
    return choices.reduce<(Form | undefined)[][]>(
      (all, ways) =>
        all.flatMap((start) => (ways.length ? ways.map((way) => [...start, way]) : [[...start, undefined]])),
      [[]],
    );
  };

  const program = (state: readonly (Form | undefined)[], paid: readonly Form[]): number => {
    const terms: Form[] = [];
    for (const feature of readout.features) {
      const form = state[feature];
      if (!form) return Infinity;
      terms.push({ ...form, constant: form.constant + readout.factor });
    }
    const rows = [
      ...terms.map((form) => ({ form, withT: 1 })),
      ...paid.map((form) => ({ form, withT: form.isCost ? 1 : 0 })),
    ];
    const constraints: Record<string, Constraint> = {};
    const variables: Record<string, Record<string, number>> = { tp: { cost: 1 }, tn: { cost: -1 } };
    for (let layer = 0; layer < depth; layer++) {
      variables[`p${layer}`] = {};
      variables[`n${layer}`] = {};
    }
    rows.forEach(({ form, withT }, row) => {
      // withT * t - sum a p >= constant
      constraints[`r${row}`] = greaterEq(form.constant);
      const set = (name: string, value: number): void => {
        const variable = variables[name];
        if (variable) variable[`r${row}`] = value;
      };
      set('tp', withT);
      set('tn', -withT);
      form.parameters.forEach((coefficient, layer) => {
        set(`p${layer}`, -coefficient);
        set(`n${layer}`, coefficient);
      });
    });
    const solution = solve({ direction: 'minimize', objective: 'cost', constraints, variables });
    return solution.status === 'optimal' ? solution.result : Infinity;
  };

  visit(0, initial, []);
  return least;
}
