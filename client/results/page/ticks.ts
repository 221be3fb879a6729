import { tickTexts } from '../../../present/numbers.js';

/** The number of a tick, as Chart.js asks for it: with as many digits as tell it from the other ticks. */
export function tickCallback(value: number | string, index: number, ticks: readonly { value: number }[]): string {
  return tickTexts(ticks.map((tick) => tick.value))[index] ?? String(value);
}
