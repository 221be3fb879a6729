import { roundedToShown } from '../../present/numbers.js';

/** Decades that an arrow key moves a size by. */
const keyStep = 0.02;

/** How far beyond the largest size of the file sliders go, as a power of it. */
const beyond = 1.5;

/** A size on its way: three digits of a power of ten, at least 1. */
export function passing(log: number): number {
  return Math.max(1, roundedToShown(10 ** log));
}

/** A size that has been let go: a whole number of three digits, at least 1. */
export function settled(value: number): number {
  return Math.max(1, Math.round(roundedToShown(value)));
}

/** A size some steps of the arrow keys up, or down when negative. At least by one, so that small sizes move too. */
export function stepped(value: number, steps: number): number {
  const next = settled(value * 10 ** (keyStep * steps));
  const isStuck = steps > 0 ? next <= value : next >= value;
  return isStuck ? Math.max(1, Math.round(value) + Math.sign(steps)) : next;
}

/** Where sliders end, in decades: a power of ten beyond the largest of the file's sizes, as the plane does. */
export function sliderEnd(values: readonly number[]): number {
  return Math.ceil(beyond * Math.log10(Math.max(10, ...values)) - 1e-9);
}
