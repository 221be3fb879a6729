import { Monomial, type Study } from '../../theory/index.js';
import type { Numeric } from '../plan.js';
import type { DrawnSetting } from './problem.js';

/** Numbers of a study that are no sizes: what stands under these names stays a number. */
const plain = new Set(['degree', 'coefficient', 'form', 'terms', 'component', 'factors', 'profile']);

/** The study of a network and target in numbers, each size a free one of its own: so that the heuristic ranks their patterns. */
export function studyOf({ network, target }: DrawnSetting): Study {
  const reference = new Map<string, number>();
  const sizes = <T>(value: Numeric<T>): T => {
    const at = (part: unknown, key: string): unknown => {
      if (typeof part === 'number' && !plain.has(key)) return sizeOf(key, part);
      if (Array.isArray(part)) return part.map((one) => at(one, key));
      if (typeof part !== 'object' || part === null) return part;
      return Object.fromEntries(
        Object.entries(part).map(([name, inner]) => [name, plain.has(name) ? inner : at(inner, name)]),
      );
    };
    return at(value, '') as T;
  };
  const sizeOf = (key: string, value: number): Monomial => {
    // The number of steps and prior variances are no free sizes.
    if (key === 'steps' || key === 'variance' || value === 1) return Monomial.constant(value);
    const name = `x${reference.size + 1}`;
    reference.set(name, value);
    return Monomial.size(name);
  };
  return {
    name: network.name,
    network: sizes<Study['network']>(network),
    target: sizes<Study['target']>(target),
    ridge: Monomial.one,
    reference,
  };
}
