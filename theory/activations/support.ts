/** Which degrees a function has in its Hermite expansion, beside a constant. */
export type SupportName = 'odd' | 'even' | 'first-and-even' | 'first' | 'second';

/** For each support: true for a degree n >= 1 that is in it. */
export const supports: Readonly<Record<SupportName, (degree: number) => boolean>> = {
  odd: (degree) => degree % 2 === 1,
  even: (degree) => degree % 2 === 0,
  'first-and-even': (degree) => degree === 1 || degree % 2 === 0,
  first: (degree) => degree === 1,
  second: (degree) => degree === 2,
};
