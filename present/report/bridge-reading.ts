import type { Bridge, BridgeStep, BridgeValues, ComparedSamples } from '../../validation/result.js';

type Part = Readonly<Record<string, unknown>>;

/** The bridge of a result file. Files are not trusted: steps that are not as they should be are left out. */
export function bridgeFrom(value: unknown): { readonly bridge?: Bridge } {
  if (!isPart(value) || !Array.isArray(value['steps'])) return {};
  return { bridge: { steps: value['steps'].flatMap(stepFrom) } };
}

function stepFrom(value: unknown): BridgeStep[] {
  if (!isPart(value)) return [];
  const { from, to, verdict, reason } = value;
  const values = valuesFrom(value['values']);
  if (from !== 'training' && from !== 'estimate') return [];
  if (to !== 'estimate' && to !== 'heuristic') return [];
  if (verdict !== 'agrees' && verdict !== 'disagrees' && verdict !== 'cannot tell') return [];
  return typeof reason === 'string' && values ? [{ from, to, values, verdict, reason }] : [];
}

function valuesFrom(value: unknown): BridgeValues | undefined {
  if (!isPart(value)) return undefined;
  if (value['quantity'] === 'samples') {
    return { quantity: 'samples', sizes: Array.isArray(value['sizes']) ? value['sizes'].flatMap(samplesFrom) : [] };
  }
  if (value['quantity'] !== 'exponent') return undefined;
  const numbers = ['measured', 'estimate', 'at', 'heuristic'].filter((name) => isNumber(value[name]));
  return {
    quantity: 'exponent',
    ...Object.fromEntries(numbers.map((name) => [name, value[name] as number])),
    ...(isInterval(value['interval']) ? { interval: value['interval'] } : {}),
  };
}

function samplesFrom(value: unknown): ComparedSamples[] {
  if (!isPart(value)) return [];
  const { size, measured, interval, estimate, ratio } = value;
  if (!isNumber(size) || !isNumber(measured) || !isNumber(estimate) || !isNumber(ratio)) return [];
  return isInterval(interval) ? [{ size, measured, interval, estimate, ratio }] : [];
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null && !Array.isArray(value);
const isInterval = (value: unknown): value is readonly [number, number] =>
  Array.isArray(value) && value.length === 2 && value.every(isNumber);
