import Fraction from 'fraction.js';

/** Reference values of the free sizes, by name. All are positive. */
export type ReferenceSizes = ReadonlyMap<string, number>;

/** What can be written where an exact rational is expected. */
export type Rational = Fraction | number | bigint | string;

/** The powers of a monomial as plain data: of whole numbers above one and of sizes, each with its exponent `p/q`. */
export interface MonomialPowers {
  readonly numbers: readonly (readonly [string, string])[];
  readonly sizes: readonly (readonly [string, string])[];
}

const zero = new Fraction(0);
const smallPrimes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97];

/**
 * A positive prefactor times a product of sizes, each to a rational exponent: `2*sqrt(N*d)`. Immutable and exact.
 *
 * The prefactor is kept as powers of integers greater than one, so that `sqrt(4*d^2)` is `2*d` and roots lose nothing.
 */
export class Monomial {
  /** The monomial 1. */
  static readonly one = new Monomial(new Map(), new Map());

  private constructor(
    /** Exponents of the integers whose product is the prefactor. */
    private readonly prefactor: ReadonlyMap<bigint, Fraction>,
    /** Exponents of the sizes; none is zero. */
    readonly exponents: ReadonlyMap<string, Fraction>,
  ) {}

  /** A size, by its name. */
  static size(name: string): Monomial {
    return new Monomial(new Map(), new Map([[name, new Fraction(1)]]));
  }

  /**
   * A positive constant.
   * @throws RangeError when the constant is not positive.
   */
  static constant(value: Rational): Monomial {
    const fraction = new Fraction(value as Fraction);
    if (fraction.compare(0) <= 0) throw new RangeError(`a prefactor must be positive, not ${fraction.toFraction()}`);
    const powers = new Map<bigint, Fraction>();
    addFactors(powers, fraction.n, 1);
    addFactors(powers, fraction.d, -1);
    return new Monomial(powers, new Map());
  }

  /** The monomial that has these powers: the inverse of `powers`. */
  static ofPowers({ numbers, sizes }: MonomialPowers): Monomial {
    return new Monomial(
      new Map(numbers.map(([base, exponent]) => [BigInt(base), new Fraction(exponent)])),
      new Map(sizes.map(([name, exponent]) => [name, new Fraction(exponent)])),
    );
  }

  /** Its powers as text, which `ofPowers` makes the same monomial of. */
  get powers(): MonomialPowers {
    const texts = <K>(powers: ReadonlyMap<K, Fraction>): [string, string][] =>
      [...powers].map(([base, exponent]) => [String(base), exponent.toFraction()]);
    return { numbers: texts(this.prefactor), sizes: texts(this.exponents) };
  }

  /** The product of two monomials. */
  times(other: Monomial): Monomial {
    if (this === Monomial.one) return other;
    if (other === Monomial.one) return this;
    return new Monomial(merge(this.prefactor, other.prefactor), merge(this.exponents, other.exponents));
  }

  /** The quotient of two monomials. */
  over(other: Monomial): Monomial {
    return other === Monomial.one ? this : this.times(other.power(-1));
  }

  /** This monomial to a rational power. */
  power(exponent: Rational): Monomial {
    const fraction = new Fraction(exponent as Fraction);
    if (fraction.equals(zero) || this === Monomial.one) return Monomial.one;
    if (fraction.equals(1)) return this;
    return new Monomial(scaled(this.prefactor, fraction), scaled(this.exponents, fraction));
  }

  /** This monomial with sizes replaced by other monomials; sizes not named stay. */
  substitute(sizes: ReadonlyMap<string, Monomial>): Monomial {
    let result = new Monomial(this.prefactor, new Map());
    for (const [name, exponent] of this.exponents) {
      result = result.times((sizes.get(name) ?? Monomial.size(name)).power(exponent));
    }
    return result;
  }

  /** The exponent of a size; 0 when the size is absent. */
  exponentOf(name: string): Fraction {
    return this.exponents.get(name) ?? zero;
  }

  /** The sizes in it, in the order in which they are printed. */
  get sizes(): string[] {
    return [...this.exponents.keys()].sort();
  }

  /** True when no size is in it. */
  get isConstant(): boolean {
    return this.exponents.size === 0;
  }

  /** True when it is exactly 1. */
  get isOne(): boolean {
    return this.exponents.size === 0 && this.prefactor.size === 0;
  }

  /** True when both have the same prefactor and the same exponents. */
  equals(other: Monomial): boolean {
    return this.over(other).isOne;
  }

  /** True when both have the same exponents, whatever their prefactors. */
  scalesLike(other: Monomial): boolean {
    return this.over(other).isConstant;
  }

  /** The prefactor's own monomial: this one without its sizes. */
  get constantPart(): Monomial {
    return new Monomial(this.prefactor, new Map());
  }

  /**
   * Natural logarithm at the reference sizes.
   * @throws RangeError when a size has no reference value.
   */
  log(reference: ReferenceSizes): number {
    let sum = 0;
    for (const [base, exponent] of this.prefactor) sum += exponent.valueOf() * logOf(base);
    for (const [name, exponent] of this.exponents) {
      const value = reference.get(name);
      if (value === undefined) throw new RangeError(`no reference value for ${name}`);
      sum += exponent.valueOf() * Math.log(value);
    }
    return sum;
  }

  /** Value at the reference sizes; what comes out as a whole number or as one over a whole number is just that. */
  value(reference: ReferenceSizes): number {
    const value = Math.exp(this.log(reference));
    const whole = wholeNear(value);
    if (whole !== undefined) return whole;
    const inverse = wholeNear(1 / value);
    return inverse === undefined ? value : 1 / inverse;
  }

  /** The exact prefactor, or undefined when it is irrational. */
  get rationalPrefactor(): Fraction | undefined {
    let product = new Fraction(1);
    for (const [base, exponent] of this.prefactor) {
      if (exponent.d !== 1n) return undefined;
      const power = new Fraction(base ** exponent.n);
      product = exponent.s < 0n ? product.div(power) : product.mul(power);
    }
    return product;
  }

  /** Plain text: `sqrt(N*d)`, `(N1*N2*d)^(1/3)`, `d^3`, `N/d`, `2*d`. */
  toString(): string {
    return printed(this.prefactor, this.exponents, plainStyle);
  }

  /** Unicode for people: `√(N·d)`, `∛(N1·N2·d)`, `d³`, `N/d`. */
  toUnicode(): string {
    return printed(this.prefactor, this.exponents, unicodeStyle);
  }
}

/** The whole number that differs from a value by rounding only. */
function wholeNear(value: number): number | undefined {
  const rounded = Math.round(value);
  return Math.abs(value - rounded) <= 1e-11 * Math.abs(value) ? rounded : undefined;
}

function logOf(base: bigint): number {
  const digits = base.toString();
  return digits.length < 300
    ? Math.log(Number(base))
    : Math.log(Number(digits.slice(0, 17))) + (digits.length - 17) * Math.LN10;
}

function addFactors(powers: Map<bigint, Fraction>, positive: bigint, sign: 1 | -1): void {
  let rest = positive;
  for (const prime of smallPrimes.map(BigInt)) {
    let count = 0;
    while (rest % prime === 0n) {
      rest /= prime;
      count++;
    }
    if (count > 0) powers.set(prime, (powers.get(prime) ?? zero).add(sign * count));
  }
  if (rest > 1n) powers.set(rest, (powers.get(rest) ?? zero).add(sign));
}

function merge<K>(left: ReadonlyMap<K, Fraction>, right: ReadonlyMap<K, Fraction>): ReadonlyMap<K, Fraction> {
  if (left.size === 0) return right;
  if (right.size === 0) return left;
  const sum = new Map(left);
  for (const [key, exponent] of right) {
    const total = sum.get(key)?.add(exponent) ?? exponent;
    if (total.equals(zero)) sum.delete(key);
    else sum.set(key, total);
  }
  return sum;
}

function scaled<K>(powers: ReadonlyMap<K, Fraction>, factor: Fraction): ReadonlyMap<K, Fraction> {
  return new Map([...powers].map(([key, exponent]) => [key, exponent.mul(factor)]));
}

interface PrintStyle {
  readonly times: string;
  /** A whole number above one. */
  number(value: bigint): string;
  /** A base to a positive whole power above one. */
  power(base: string, exponent: bigint): string;
  /** A product to a positive rational power that is not whole. */
  root(product: string, isSingleName: boolean, exponent: Fraction): string;
}

const plainStyle: PrintStyle = {
  times: '*',
  number: (value) => value.toString(),
  power: (base, exponent) => `${base}^${exponent}`,
  root: (product, isSingleName, exponent) => {
    if (exponent.equals('1/2')) return `sqrt(${product})`;
    return `${isSingleName ? product : `(${product})`}^(${exponent.toFraction()})`;
  },
};

/** From so many zeros at its end on a number is written with a power of ten. */
const fewestZeros = 7;
const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const superscript = (value: bigint): string =>
  [...value.toString()].map((digit) => superscripts[Number(digit)]).join('');
const unicodeRoots: Record<string, string> = { '1/2': '√', '1/3': '∛', '1/4': '∜' };

const unicodeStyle: PrintStyle = {
  times: '·',
  // Nobody counts many zeros: 25·10⁹ for 25000000000.
  number: (value) => {
    const [, digits = '', zeros = ''] = /^(\d*?)(0*)$/.exec(value.toString()) ?? [];
    if (zeros.length < fewestZeros) return value.toString();
    const power = `10${superscript(BigInt(zeros.length))}`;
    return digits === '1' ? power : `${digits}·${power}`;
  },
  power: (base, exponent) => base + superscript(exponent),
  root: (product, isSingleName, exponent) => {
    const root = unicodeRoots[exponent.toFraction()];
    const base = isSingleName ? product : `(${product})`;
    return root ? root + base : `${base}^(${exponent.toFraction()})`;
  },
};

/** Prints whole powers side by side, and what is left under one common root behind them: `2*d*sqrt(k)`. */
function printed(
  prefactor: ReadonlyMap<bigint, Fraction>,
  exponents: ReadonlyMap<string, Fraction>,
  style: PrintStyle,
): string {
  const names = [...exponents.keys()].sort();
  const isWhole = (name: string): boolean => exponents.get(name)?.d === 1n;
  const rational = [...prefactor.values()].every((exponent) => exponent.d === 1n);
  const rooted = names.filter((name) => !isWhole(name));
  const common = commonExponent([
    ...rooted.map((name) => exponents.get(name) ?? zero),
    ...(rational ? [] : prefactor.values()),
  ]);

  const outside = new Ratio(style);
  const inside = new Ratio(style);
  if (rational) outside.number(prefactor, new Fraction(1));
  else inside.number(prefactor, common);
  for (const name of names) {
    const exponent = exponents.get(name) ?? zero;
    if (isWhole(name)) outside.factor(name, exponent);
    else inside.factor(name, exponent.div(common));
  }
  if (!inside.isEmpty) outside.root(inside, common);
  return outside.toString();
}

/** Factors above and below a line. */
class Ratio {
  private readonly above: string[] = [];
  private readonly below: string[] = [];

  constructor(private readonly style: PrintStyle) {}

  get isEmpty(): boolean {
    return this.above.length === 0 && this.below.length === 0;
  }

  /** A name to a whole power. */
  factor(name: string, exponent: Fraction): void {
    const power = exponent.n === 1n ? name : this.style.power(name, exponent.n);
    (exponent.s < 0n ? this.below : this.above).push(power);
  }

  /** A product of integers, each to a power that is a whole multiple of `unit`. */
  number(powers: ReadonlyMap<bigint, Fraction>, unit: Fraction): void {
    let [top, bottom] = [1n, 1n];
    for (const [base, exponent] of powers) {
      const whole = exponent.div(unit);
      if (whole.s < 0n) bottom *= base ** whole.n;
      else top *= base ** whole.n;
    }
    if (top > 1n) this.above.push(this.style.number(top));
    if (bottom > 1n) this.below.push(this.style.number(bottom));
  }

  /** Another ratio to a power that is not whole; below the line when nothing of it is above. */
  root(inside: Ratio, exponent: Fraction): void {
    const upright = inside.above.length > 0;
    const product = upright ? inside.toString() : quotient(inside.below, [], this.style);
    const factors = upright ? [...inside.above, ...inside.below] : inside.below;
    const isSingleName = factors.length === 1 && factors[0] !== undefined && /^[\p{L}\p{M}\p{N}_]+$/u.test(factors[0]);
    const root = this.style.root(product, isSingleName && !/[⁰¹²³⁴⁵⁶⁷⁸⁹]/u.test(product), exponent);
    (upright ? this.above : this.below).push(root);
  }

  toString(): string {
    return quotient(this.above, this.below, this.style);
  }
}

function quotient(above: string[], below: string[], style: PrintStyle): string {
  const top = above.length === 0 ? '1' : above.join(style.times);
  if (below.length === 0) return top;
  return `${top}/${below.length === 1 ? below[0] : `(${below.join(style.times)})`}`;
}

/** The largest rational of which every exponent is a whole multiple; whole when all exponents are. */
function commonExponent(exponents: readonly Fraction[]): Fraction {
  if (exponents.length === 0) return new Fraction(1);
  const common = exponents.reduce((gcd, exponent) => gcd.gcd(exponent), zero);
  return common.d === 1n ? new Fraction(1) : common.abs();
}
