import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { PatternName } from '../../../theory/index.js';
import { minimiseSmooth } from '../quasi-newton.js';
import { componentsEnergy, type ComponentsEnergy, type ComponentsProblem, type ComponentsState } from './energy.js';

/** A local minimum of U over the states of the hidden weights. */
export interface ComponentsSaddle extends ComponentsEnergy {
  readonly state: ComponentsState;
  readonly pattern: PatternName;
  readonly tolerance: number;
}

/** The lowest saddle, and the best without units that stand out. */
export interface ComponentsSearch {
  readonly lowest: ComponentsSaddle;
  readonly spread: ComponentsSaddle;
}

const rough = 1e-7;
const exact = 1e-11;
const farthest = 30;

/**
 * The lowest minimum of U over groups of units, one for each component at most: from every choice of groups, each along what its component
 * grows fastest in, few units and many; then over the whole numbers of units next to the best.
 * @param seed moves the starts.
 * @param pause awaited between minimisations.
 */
export async function searchComponents(
  problem: ComponentsProblem,
  seed: number,
  pause: () => Promise<void>,
): Promise<ComponentsSearch> {
  const random = xoroshiro128plus(seed);
  const shake = (): number => 0.3 * (2 * uniformFloat64(random) - 1);
  const { components, dimension: d, width: N, chi } = problem;
  let best: Minimised | undefined;
  let spread: Minimised | undefined;
  for (const chosen of subsets(components.map(heading))) {
    const numbers = chosen.length > 0 ? [1, Math.max(Math.sqrt((chi * N) / d), 1)] : [0];
    for (const units of new Set(numbers)) {
      for (const gain of chosen.length > 0 ? [1] : [1, 4, 32, (d ** 3 / N) ** 0.25].filter((D) => D <= d)) {
        await pause();
        const groups = chosen.map(({ along, degree }) => {
          // Different lengths for components along the same direction: units that are all alike hold one combination of them.
          const size = (0.5 + 0.4 * degree) * Math.exp(shake());
          return { units: units * 1.5, along: along.map((u) => u * size), across: 0.6 };
        });
        const start: ComponentsState = { groups, gain, restAcross: 1 };
        const found = descend(problem, start, undefined, rough);
        if (groups.length === 0 && (!spread || found.energy < spread.energy)) spread = found;
        if (!best || found.energy < best.energy) best = found;
      }
    }
  }
  if (!best || !spread) throw new RangeError('there is no state of finite energy');
  let lowest: Minimised | undefined;
  for (const groups of wholeNumbers(best.state)) {
    await pause();
    const found = descend(
      problem,
      { ...best.state, groups },
      groups.map(({ units }) => units),
      exact,
    );
    if (!lowest || found.energy < lowest.energy) lowest = found;
  }
  const finished = descend(problem, spread.state, undefined, exact);
  return {
    lowest: saddleOf(lowest && lowest.energy < finished.energy ? lowest : finished, problem),
    spread: saddleOf(finished, problem),
  };
}

interface Minimised extends ComponentsEnergy {
  readonly state: ComponentsState;
  readonly tolerance: number;
}

/** Along what a unit holds most of a component: u_j^2 is the degree's share along w_j. */
function heading({ degrees }: ComponentsProblem['components'][number]): { along: number[]; degree: number } {
  const degree = degrees.reduce((sum, n) => sum + n, 0);
  return { along: degrees.map((n) => Math.sqrt(n / degree)), degree };
}

function subsets<T>(all: readonly T[]): T[][] {
  return all.reduce<T[][]>((chosen, one) => [...chosen, ...chosen.map((others) => [...others, one])], [[]]);
}

/**
 * @param counts the numbers of units, where they are held; else they vary freely from 1 on.
 */
function descend(
  problem: ComponentsProblem,
  start: ComponentsState,
  counts: readonly number[] | undefined,
  precision: number,
): Minimised {
  const axes = problem.components[0]?.degrees.length ?? 0;
  const perGroup = axes + 1 + (counts ? 0 : 1);
  const vector = [
    Math.log(start.gain),
    Math.log(start.restAcross),
    ...start.groups.flatMap(({ units, along, across }) => [
      Math.log(across),
      ...along,
      ...(counts ? [] : [Math.log(Math.max(units - 1, 1e-3))]),
    ]),
  ];
  const stateAt = (z: ArrayLike<number>): ComponentsState => ({
    gain: bounded(z[0]),
    restAcross: bounded(z[1]),
    groups: start.groups.map((_, index) => {
      const from = 2 + index * perGroup;
      return {
        across: bounded(z[from]),
        along: Array.from({ length: axes }, (_unused, axis) => z[from + 1 + axis] ?? 0),
        units: counts?.[index] ?? Math.min(1 + bounded(z[from + 1 + axes]), problem.width / start.groups.length),
      };
    }),
  });
  const minimum = minimiseSmooth((z) => componentsEnergy(problem, stateAt(z)).energy, vector, precision);
  const state = stateAt(minimum.at);
  return { ...componentsEnergy(problem, state), state, tolerance: minimum.spread };
}

const bounded = (log = 0): number => Math.exp(Math.min(Math.max(log, -farthest), farthest));

/** Each number of units rounded down and up; none of a group that holds nothing. */
function wholeNumbers({ groups }: ComponentsState): ComponentsState['groups'][] {
  return groups.reduce<ComponentsState['groups'][]>(
    (choices, group) => {
      const low = Math.max(Math.floor(group.units), 1);
      return choices.flatMap((before) => [before, ...[low, low + 1].map((units) => [...before, { ...group, units }])]);
    },
    [[]],
  );
}

/** Above which cosine with the target's directions a unit counts as specialised, and from which gain the rest count as learning. */
const specialisedCosine = 1 / 2;
const learnedGain = 2;

function saddleOf(found: Minimised, { dimension: d }: ComponentsProblem): ComponentsSaddle {
  const { groups, gain } = found.state;
  const isTurned = groups.some(({ along, across }) => {
    const square = along.reduce((sum, m) => sum + m * m, 0);
    return square / (square + (across * (d - along.length)) / d) > specialisedCosine ** 2;
  });
  const unturned = gain >= learnedGain ? 'gfl' : 'lazy';
  return { ...found, pattern: isTurned ? 'specialization' : groups.length > 0 ? 'magnetization' : unturned };
}
