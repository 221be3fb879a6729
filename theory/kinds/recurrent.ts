import { activationOf, type Activation } from '../activations/index.js';
import type { Monomial } from '../monomial.js';
import type { Feature, Layer } from '../study.js';
import type { Application, Cap, LayerKind, Move, LayerContext } from './kind.js';
import { sizeOf } from './sizes.js';
import { unitMoves } from './units.js';

/** More steps than this are not followed. */
const mostSteps = 1000;

/**
 * A layer that is applied T times with tied weights: the rules of a dense layer T times, with one pattern and one parameter,
 * paid once (conjecture). A gain of bounded units counts no further than their own noise lets it (derived).
 */
export const recurrent: LayerKind<'recurrent'> = {
  kind: 'recurrent',
  keyword: 'recurrent dense',
  example: 'recurrent dense r (width: N, activation: erf, steps: 8)',
  sizes: [{ name: 'width' }, { name: 'steps', integerUpTo: mostSteps }],
  counts: 'unit',
  takesActivation: true,
  takesScores: false,
  mayBeResidual: false,
  accepts: ['gaussian', 'tokens'],
  mark: { status: 'conjecture', section: 'Recurrent layers' },
  units: (layer) => sizeOf(layer, 'width'),
  rules: ({ kind }, layer) => [
    ...(kind === 'tokens' ? (['token-wise'] as const) : []),
    ...(stepsOf(layer) > 1 ? (['recurrent'] as const) : []),
  ],
  moves(layer, context) {
    const units = sizeOf(layer, 'width');
    const movesFor = new Moves(units, activationOf(layer), context);
    const times = stepsOf(layer) - 1;
    // Of what comes back, the direction of the feature holds 1/N of the noise, and a gain acts on both: D^(T-1) counts up to N. Units without
    // a largest value follow the feature past its noise.
    const isLimited = times > 0 && activationOf(layer).isBounded;
    const noise = isLimited
      ? [{ constant: units.power(`1/${times}`), powers: [], rule: 'repeated-gain' } as const]
      : [];
    return movesFor.of(context.present).map((move) => {
      const again = repetitions(move, movesFor, times, noise);
      return again.length > 0 ? { ...move, again } : move;
    });
  },
  weights(layer, fanIn) {
    const width = sizeOf(layer, 'width');
    return { counts: stepsOf(layer) > 1 ? [fanIn.times(width), width.power(2)] : [fanIn.times(width)], fanOut: width };
  },
};

/** T, a whole number. */
function stepsOf(layer: Layer): number {
  return sizeOf(layer, 'steps').rationalPrefactor?.valueOf() ?? 1;
}

/** A dense layer's moves by the features that come in: the same at every step once those are. */
class Moves {
  private readonly cache = new Map<string, readonly Move[]>();

  constructor(
    private readonly units: Monomial,
    private readonly activation: Activation,
    private readonly context: LayerContext,
  ) {}

  of(present: ReadonlySet<Feature>): readonly Move[] {
    const key = [...present].sort().join();
    const moves = this.cache.get(key) ?? unitMoves(this.units, this.activation, { ...this.context, present });
    this.cache.set(key, moves);
    return moves;
  }
}

/**
 * The further applications: the same pattern on the same feature, or lazy where that feature did not come through.
 * @param noise the most that a gain counts in each, beside where r is 1.
 */
function repetitions(first: Move, movesFor: Moves, count: number, noise: readonly Cap[]): Application[] {
  const applications: Application[] = [];
  let move: Move | undefined = first;
  while (move && applications.length < count) {
    const moves: readonly Move[] = movesFor.of(new Set(move.outgoing.keys()));
    move = moves.find(({ pattern, degree }) => pattern === first.pattern && degree === first.degree) ?? moves[0];
    if (!move) break;
    const { outgoing, parameter } = move;
    const caps = parameter?.name === 'D' ? [{ ...parameter.upper, rule: move.rule }, ...noise] : [];
    applications.push({ outgoing, caps });
  }
  return applications;
}
