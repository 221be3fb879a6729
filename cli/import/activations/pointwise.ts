import erf from '@stdlib/math-base-special-erf';

/** A function of one number that a model applies to each unit, put together from the steps that the model takes. */
export interface Pointwise {
  /** Its formula, by which equal functions are recognised: `mul(z, sigmoid(z))`. */
  readonly key: string;
  /** How many steps it takes to compute. */
  readonly size: number;
  /** Numbers that z is multiplied with on its way. */
  readonly scales: readonly number[];
  /** The function of which this one is the square, where its last step takes one. */
  readonly root?: Pointwise;
  at(z: number): number;
}

/** The sums of a layer as they are. */
export const identity: Pointwise = { key: 'z', size: 0, scales: [], at: (z) => z };

/** Functions of more steps than this are not followed: no activation has as many. */
const mostSteps = 64;

/** A number that a model holds, as a function. */
export function constantly(value: number): Pointwise {
  return { key: String(value), size: 0, scales: [], at: () => value };
}

/** True for the value of a number that the model holds. */
export function isConstant({ key }: Pointwise): boolean {
  return !/\bz\b/.test(key);
}

/** Settings of a step: slopes, bounds, by the names that ONNX gives them. */
export type Setting = (name: string) => number | undefined;

type Unary = (x: number, setting: Setting) => number;

const sigmoid: Unary = (x) => 1 / (1 + Math.exp(-x));
const softplus: Unary = (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const normal = (x: number): number => (1 + erf(x / Math.SQRT2)) / 2;
const clip = (x: number, low: number, high: number): number => Math.min(Math.max(x, low), high);
const elu = (x: number, alpha: number): number => (x > 0 ? x : alpha * Math.expm1(x));

/** Steps on one number, with the defaults of ONNX. */
const unary: Readonly<Record<string, Unary>> = {
  Identity: (x) => x,
  Erf: (x) => erf(x),
  Tanh: (x) => Math.tanh(x),
  Sigmoid: sigmoid,
  LogSigmoid: (x, setting) => -softplus(-x, setting),
  Relu: (x) => Math.max(x, 0),
  Relu6: (x) => clip(x, 0, 6),
  Sin: (x) => Math.sin(x),
  Cos: (x) => Math.cos(x),
  Exp: (x) => Math.exp(x),
  Log: (x) => Math.log(x),
  Sqrt: (x) => Math.sqrt(x),
  Abs: (x) => Math.abs(x),
  Neg: (x) => -x,
  Reciprocal: (x) => 1 / x,
  Sign: (x) => Math.sign(x),
  Sinh: (x) => Math.sinh(x),
  Cosh: (x) => Math.cosh(x),
  Asinh: (x) => Math.asinh(x),
  Atan: (x) => Math.atan(x),
  Softplus: (x, setting) => {
    const beta = setting('beta') ?? 1;
    return softplus(beta * x, setting) / beta;
  },
  Softsign: (x) => x / (1 + Math.abs(x)),
  Elu: (x, setting) => elu(x, setting('alpha') ?? 1),
  Celu: (x, setting) => {
    const alpha = setting('alpha') ?? 1;
    return Math.max(x, 0) + Math.min(0, alpha * Math.expm1(x / alpha));
  },
  Selu: (x, setting) => (setting('gamma') ?? 1.0507009873554805) * elu(x, setting('alpha') ?? 1.6732632423543772),
  LeakyRelu: (x, setting) => (x > 0 ? x : (setting('alpha') ?? 0.01) * x),
  HardSigmoid: (x, setting) => clip((setting('alpha') ?? 0.2) * x + (setting('beta') ?? 0.5), 0, 1),
  HardSwish: (x) => (x * clip(x + 3, 0, 6)) / 6,
  Mish: (x, setting) => x * Math.tanh(softplus(x, setting)),
  Gelu: (x) => x * normal(x),
  FastGelu: (x) => x * normal(x),
  BiasGelu: (x) => x * normal(x),
  QuickGelu: (x, setting) => x * sigmoid((setting('alpha') ?? 1.702) * x, setting),
  Swish: (x, setting) => x * sigmoid((setting('alpha') ?? 1) * x, setting),
  Silu: (x, setting) => x * sigmoid(x, setting),
  ThresholdedRelu: (x, setting) => (x > (setting('alpha') ?? 1) ? x : 0),
  Threshold: (x, setting) => (x > (setting('threshold') ?? 0) ? x : (setting('value') ?? 0)),
  Tanhshrink: (x) => x - Math.tanh(x),
  Shrink: (x, setting) => {
    const [limit, bias] = [setting('lambd') ?? 0.5, setting('bias') ?? 0];
    return x < -limit ? x + bias : x > limit ? x - bias : 0;
  },
  Clip: (x, setting) => clip(x, setting('min') ?? -Infinity, setting('max') ?? Infinity),
  Not: (x) => (x === 0 ? 1 : 0),
};

const binary: Readonly<Record<string, (x: number, y: number) => number>> = {
  Add: (x, y) => x + y,
  Sum: (x, y) => x + y,
  Sub: (x, y) => x - y,
  Mul: (x, y) => x * y,
  Div: (x, y) => x / y,
  Pow: (x, y) => x ** y,
  Max: (x, y) => Math.max(x, y),
  Min: (x, y) => Math.min(x, y),
  PRelu: (x, slope) => (x > 0 ? x : slope * x),
  Greater: (x, y) => Number(x > y),
  GreaterOrEqual: (x, y) => Number(x >= y),
  Less: (x, y) => Number(x < y),
  LessOrEqual: (x, y) => Number(x <= y),
  Equal: (x, y) => Number(x === y),
  And: (x, y) => Number(x !== 0 && y !== 0),
  Or: (x, y) => Number(x !== 0 || y !== 0),
};

/** The names of the settings of each step, which are part of its formula. */
const settings = ['alpha', 'beta', 'gamma', 'min', 'max', 'lambd', 'bias', 'threshold', 'value'] as const;

/** True for an operator of ONNX that acts on each number by itself. */
export function isPointwise(operator: string): boolean {
  return operator in unary || operator in binary || operator === 'Where';
}

/**
 * What an operator makes of functions of the same sums.
 * @param operator as ONNX calls it.
 * @param inputs what goes in, in order; numbers of the model by `constantly`.
 * @param setting the settings of the operator.
 * @returns undefined when it is no such operator, or when the function has too many steps.
 */
export function applied(
  operator: string,
  inputs: readonly Pointwise[],
  setting: Setting = () => undefined,
): Pointwise | undefined {
  const size = 1 + inputs.reduce((sum, input) => sum + input.size, 0);
  const [first, second, third] = inputs;
  if (!first || size > mostSteps) return undefined;
  const given = settings.flatMap((name) => {
    const value = setting(name);
    return value === undefined ? [] : [`${name} ${value}`];
  });
  const key = `${operator.toLowerCase()}(${[...inputs.map((input) => input.key), ...given].join(', ')})`;
  const scales = [
    ...new Set([
      ...inputs.flatMap((input) => input.scales),
      ...scaling(operator, inputs),
      ...given.flatMap(lastNumber),
    ]),
  ];
  const isSquare =
    second && ((operator === 'Mul' && first.key === second.key) || (operator === 'Pow' && second.key === '2'));
  const made = (at: (z: number) => number): Pointwise => ({ key, size, scales, ...(isSquare && { root: first }), at });
  if (operator === 'Where' && second && third) return made((z) => (first.at(z) === 0 ? third.at(z) : second.at(z)));
  const onOne = unary[operator];
  if (onOne && !second) return made((z) => onOne(first.at(z), setting));
  const onTwo = binary[operator];
  if (!onTwo || !second) return undefined;
  return made((z) => inputs.slice(1).reduce((value, input) => onTwo(value, input.at(z)), first.at(z)));
}

/** The number that z is multiplied with where it is multiplied by one that the model holds. */
function scaling(operator: string, inputs: readonly Pointwise[]): number[] {
  if (operator !== 'Mul' && operator !== 'Div') return [];
  return inputs.flatMap((input) => {
    const value = isConstant(input) ? Math.abs(input.at(0)) : 0;
    return value === 0 || !Number.isFinite(value) ? [] : [operator === 'Div' ? 1 / value : value];
  });
}

function lastNumber(text: string): number[] {
  const value = Math.abs(Number(text.split(' ').at(-1)));
  return value > 0 && Number.isFinite(value) ? [value] : [];
}
