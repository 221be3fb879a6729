import { hashed } from '../../network/random.js';

/** U, whose Boltzmann weight exp(-U) is sampled. */
export interface Potential {
  readonly dimension: number;
  /** Writes the gradient of U at a position. */
  gradient(at: Float64Array, into: Float64Array): void;
  /** Does steps of the dynamics itself, with noise of its own: what `Langevin` does by `gradient` where this is absent. */
  advance?(state: Propagated, steps: number): void;
}

/** A chain between two steps, which `advance` overwrites, and the constants of its steps. */
export interface Propagated {
  readonly position: Float64Array;
  readonly velocity: Float64Array;
  /** The gradient at the position. */
  readonly slope: Float64Array;
  /** The state of four generators of 128 bits. */
  readonly generators: Uint32Array;
  /** Half a step. */
  readonly half: number;
  /** What friction leaves of a velocity, and the deviation of the noise that it is given. */
  readonly keep: number;
  readonly kick: number;
}

export interface Dynamics {
  /** h, in units of time: the stiffest direction's frequency must be below 2 / h. */
  readonly step: number;
  /** gamma, 1 / time. */
  readonly friction: number;
  /** Standard normal numbers. */
  readonly normal: () => number;
}

/**
 * Underdamped Langevin dynamics at temperature 1 and unit masses,
 *
 *     dx = v dt,   dv = -grad U dt - gamma v dt + noise,   noise of variance 2 gamma dt,
 *
 * whose stationary law is exp(-U(x) - |v|^2 / 2): the friction takes the energy gamma |v|^2 dt, and noise of variance s dt gives s / 2 dt a
 * direction, so at <v^2> = 1 they balance for s = 2 gamma. (Overdamped, dx = -grad U dt + noise needs variance 2 dt for the same reason.)
 *
 * Integrated by BAOAB: half a kick, half a drift, the friction and noise exactly, half a drift, half a kick. Its averages over positions are exact
 * for harmonic U at any stable step, and off by O(h^2) of a small prefactor else.
 * Source: Leimkuhler and Matthews, Appl. Math. Res. Express 2013, 34 (published).
 */
export class Langevin {
  readonly velocity: Float64Array;
  private readonly slope: Float64Array;
  private readonly keep: number;
  private readonly kick: number;
  private readonly generators: Uint32Array;

  /** @param position where the chain starts; it is updated in place. */
  constructor(
    private readonly potential: Potential,
    readonly position: Float64Array,
    private readonly dynamics: Dynamics,
  ) {
    this.velocity = new Float64Array(potential.dimension).map(() => dynamics.normal());
    this.slope = new Float64Array(potential.dimension);
    potential.gradient(position, this.slope);
    // The exact solution of dv = -gamma v dt + noise over a step keeps <v^2> = 1.
    this.keep = Math.exp(-dynamics.friction * dynamics.step);
    this.kick = Math.sqrt(1 - this.keep * this.keep);
    this.generators = potential.advance ? generatorsFrom(dynamics.normal) : new Uint32Array(0);
  }

  /** Does a number of steps: one gradient each. */
  advance(steps: number): void {
    const { position, velocity, slope, keep, kick } = this;
    const { step, normal } = this.dynamics;
    const half = step / 2;
    if (this.potential.advance) {
      this.potential.advance({ position, velocity, slope, generators: this.generators, half, keep, kick }, steps);
      return;
    }
    for (let done = 0; done < steps; done++) {
      for (let i = 0; i < position.length; i++) {
        const kicked = (velocity[i] as number) - half * (slope[i] as number);
        const middle = (position[i] as number) + half * kicked;
        const refreshed = keep * kicked + kick * normal();
        velocity[i] = refreshed;
        position[i] = middle + half * refreshed;
      }
      this.potential.gradient(position, slope);
      for (let i = 0; i < position.length; i++) velocity[i] = (velocity[i] as number) - half * (slope[i] as number);
    }
  }

  /** <v^2> over the directions: 1 at equilibrium, large when the step is too long for the stiffness. */
  temperature(): number {
    let sum = 0;
    for (const v of this.velocity) sum += v * v;
    return sum / this.velocity.length;
  }
}

/** Sixteen words that seed four generators: of one normal number the last bits are as good as random, and a hash spreads them. */
function generatorsFrom(normal: () => number): Uint32Array {
  const [low = 0, high = 0] = new Uint32Array(new Float64Array([normal()]).buffer);
  const key = hashed(hashed(low) ^ high);
  return new Uint32Array(16).map((_, index) => hashed(key ^ hashed(index)));
}
