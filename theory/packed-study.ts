import { Monomial, type MonomialPowers } from './monomial.js';
import type { Study } from './study.js';

/** What stands for a monomial and for a map in the text of a study. */
type Packed = { readonly $monomial: MonomialPowers } | { readonly $map: readonly (readonly [unknown, unknown])[] };

/** A study as JSON, for another thread or process; `unpackedStudy` makes the same study of it. */
export function packedStudy(study: Study): string {
  return JSON.stringify(study, (_, value: unknown): unknown => {
    if (value instanceof Monomial) return { $monomial: value.powers } satisfies Packed;
    return value instanceof Map ? ({ $map: [...value] } satisfies Packed) : value;
  });
}

/** The study that a text of `packedStudy` holds. */
export function unpackedStudy(text: string): Study {
  return JSON.parse(text, (_, value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if ('$monomial' in value) return Monomial.ofPowers((value as { $monomial: MonomialPowers }).$monomial);
    return '$map' in value ? new Map((value as { $map: [unknown, unknown][] }).$map) : value;
  }) as Study;
}
