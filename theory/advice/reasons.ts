import { t } from '@vscode/l10n';
import type { Monomial } from '../monomial.js';
import type { Pattern } from '../prediction.js';
import { directionsOf } from '../target.js';
import type { Advice } from './advice.js';
import { same, type DesignSpace } from './design-space.js';
import type { Freedom } from './freedom.js';

/** What the sentences are made of. */
export interface Grounds extends Omit<Advice, 'why'> {
  readonly space: DesignSpace;
  /** The best pattern at the advised sizes. */
  readonly winner: Pattern | undefined;
  /** What it costs to find the target's directions. */
  readonly direction: Monomial;
  /** P, where it is given. */
  readonly given: Monomial | undefined;
  /** The layer with the most weights. */
  readonly largest: string;
}

/** Why these sizes, in sentences for the user. */
export function reasons(grounds: Grounds): string[] {
  return [
    claim(grounds),
    ...floor(grounds),
    cost(grounds),
    ...grounds.ranges.map((one) => moving(one, grounds)),
    ...partial(grounds),
  ];
}

function claim({ goal, sizes, pattern, energy, sampleScale, given, learnable, reference }: Grounds): string {
  const chosen = listed([...sizes].map(([name, size]) => `${name} = ${shown(size, reference)}`));
  const by = pattern.join(', ');
  const need = `P* = ${shown(sampleScale, reference)}`;
  const samples = given && `P = ${shown(given, reference)}`;
  if (goal === 'widest') {
    return t`Up to ${chosen} a layer learns features (${by}, E = ${shown(energy, reference)}); wider, staying lazy costs less.`;
  }
  if (goal === 'smallest' && samples) {
    return learnable
      ? t`The smallest network that can learn from ${samples} has ${chosen}: ${need}, by ${by}.`
      : t`No sizes learn from ${samples}: the least is ${need}, with ${chosen}, by ${by}.`;
  }
  const verdict = !samples ? '' : learnable ? t` ${samples} is above it.` : t` ${samples} is below it.`;
  return t`P* is smallest with ${chosen}: ${need}, by ${by}.${verdict}`;
}

/** What holds where the energy is that of finding the directions. */
function floor({ goal, energy, direction, winner, space, reference }: Grounds): string[] {
  const log = direction.log(reference);
  if (goal === 'widest' || energy.log(reference) > log + same) return [];
  const many = directionsOf(space.study.target).isOne ? t('a direction') : t('the directions');
  const found = t`To find ${many} costs E = ${shown(direction, reference)}, whatever the network (derived).`;
  const why = t('a network so narrow can be large along the target without pointing at it, and that is not counted.');
  const below = winner && winner.energy.log(reference) < log - 1e-7;
  return below
    ? [
        found,
        t`At these sizes the bound itself is lower, E = ${shown(winner.energy, reference)} (${winner.name}): ${why}`,
      ]
    : [found, t`Where narrower networks have a lower bound than that, it says little: ${why}`];
}

function cost({ parameters, largest, reference }: Grounds): string {
  return t`The network then has ${shown(parameters, reference)} parameters, most of them in ${largest}.`;
}

function moving({ names, least, most }: Freedom, { goal, learnable, reference }: Grounds): string {
  const kept = goal === 'smallest' && learnable ? t('and it still learns') : t('at the same P*');
  const who = names.length === 1 ? t`${names[0] ?? ''} alone` : t`${listed(names)} together`;
  if (!most) return t`${who} can have any size from ${shown(least, reference)}, ${kept}.`;
  if (most.log(reference) - least.log(reference) < same) return t`${who} cannot be larger or smaller without a price.`;
  return t`${who} can lie anywhere from ${shown(least, reference)} to ${shown(most, reference)}, ${kept}.`;
}

function partial({ space }: Grounds): string[] {
  if (space.complete) return [];
  return [
    t('The network is too deep to try every pattern: these sizes are the best that were found, not proven the best.'),
  ];
}

function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : parts.slice(0, -1).join(', ') + t(' and ') + last;
}

/** `√(N·d) = 128`, or the number alone. */
function shown(monomial: Monomial, reference: Grounds['reference']): string {
  const value = monomial.value(reference);
  const number = Number.isInteger(value) && value < 1e6 ? String(value) : String(Number(value.toPrecision(3)));
  return monomial.isConstant ? number : `${monomial.toUnicode()} = ${number}`;
}
