/**
 * Random studies of the .arch language, each as text and as plain data for the oracle.
 * A monomial is { c, p: { size: power } }.
 */
import { degreesOf } from './algorithm.mjs';

/** A seeded generator of uniform numbers (mulberry32). @param {number} seed */
export function generator(seed) {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = a;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** The text of a monomial. @param {any} m */
export function text(m) {
  const powers = Object.entries(m.p ?? {}).map(([n, p]) =>
    p === 1 ? n : `${n}^(${p === 0.5 ? '1/2' : p === 1.5 ? '3/2' : p})`,
  );
  return [...(m.c !== 1 || !powers.length ? [String(m.c)] : []), ...powers].join(' * ');
}

const ACTS = ['erf', 'tanh', 'sin', 'relu', 'gelu', 'silu', 'linear', 'quadratic'];

/**
 * One random study. Every name ends with the suffix, so that several studies fit in a file.
 * @param {() => number} random @param {string} suffix @param {{ hierarchical?: boolean, windows?: boolean }} [options]
 */
export function makeStudy(random, suffix, options = {}) {
  const pick = (/** @type {any[]} */ list) => list[Math.floor(random() * list.length)];
  const chance = (/** @type {number} */ p) => random() < p;
  const between = (/** @type {number} */ lo, /** @type {number} */ hi) =>
    Math.max(1, Math.round(Math.exp(Math.log(lo) + random() * Math.log(hi / lo))));
  /** @type {any[]} */
  const sizes = [];
  const one = (/** @type {string} */ n) => ({ c: 1, p: { [n]: 1 } });
  /** A size of its own, tied to an earlier one, or a number. */
  const size = (/** @type {string} */ name, /** @type {number} */ lo, /** @type {number} */ hi) => {
    const full = name + suffix;
    if (sizes.length > 0 && chance(0.2)) {
      const to = pick(sizes).name;
      sizes.push({ name: full, tie: { c: pick([1, 2, 4, 16]), p: { [to]: pick([0.5, 1, 1, 1.5]) } } });
    } else if (sizes.length >= 3 || chance(0.1)) {
      return { c: between(lo, hi) };
    } else {
      sizes.push({ name: full, value: between(lo, hi) });
    }
    return one(full);
  };
  const kind = options.hierarchical
    ? 'hierarchical'
    : options.windows
      ? 'windows'
      : pick([
          'gaussian',
          'gaussian',
          'gaussian',
          'signal',
          'teacher',
          'experts',
          'residual',
          'recurrent',
          'patches',
          'patches',
          'head',
          'tokens',
          'block',
          'function',
          'directions',
        ]);
  const tokens = ['head', 'tokens', 'block'].includes(kind);
  sizes.push({ name: 'd' + suffix, value: between(5, 200) });
  const d = one('d' + suffix);
  /** @type {any} */
  const study = { kind, suffix, sizes, input: { type: 'gaussian', d }, layers: [], output: { type: 'linear' } };
  const width = () =>
    (chance(0.25) && study.layers.find((/** @type {any} */ l) => l.N)?.N) || size('N' + study.layers.length, 2, 30000);
  const act = () => pick(chance(0.5) ? ['erf', 'relu'] : ACTS);
  let depth = pick([1, 1, 2, 2, 2, 3]);
  if (kind === 'signal') {
    study.input.signal = size('s', 2, 4);
  } else if (kind === 'windows') {
    study.windows = true;
    study.image = chance(0.5);
    if (study.image) {
      const [h, w, c, q, stride] = [between(8, 64), between(8, 64), pick([1, 3]), pick([4, 9, 25]), pick([1, 2])];
      study.shape = { h, w, c, q, stride };
      study.input = { type: 'patches', n: { c: (h * w) / stride ** 2 }, S: { c: q * c }, t: { c: c * stride ** 2 } };
    } else {
      const t = between(1, 6);
      study.input = { type: 'patches', n: size('n', 8, 300), S: d, t: { c: Math.min(t, sizes[0].value) } };
    }
    study.output.type = pick(['flatten', 'mean', 'sum']);
  } else if (kind === 'patches') {
    study.input = { type: 'patches', n: size('n', 3, 100), S: d };
    study.output.type = pick(['flatten', 'mean', 'sum']);
  } else if (tokens) {
    study.input = { type: 'tokens', L: size('L', 3, 300), d };
  }
  if (kind === 'recurrent') {
    depth = 1;
  }
  if (kind === 'head' || kind === 'block') {
    const before = chance(0.4) ? 1 : 0;
    if (before) {
      study.layers.push({ type: 'dense', name: 'e', N: width(), act: pick(['linear', 'erf', 'gelu']) });
    }
    if (kind === 'head') {
      study.layers.push({
        type: 'attention',
        name: 'a',
        H: size('H', 1, 60),
        ...(chance(0.2) ? { dk: size('q', 2, 20) } : {}),
        ...(chance(0.2) ? { residual: true } : {}),
      });
      if (chance(0.3)) {
        study.layers.push({ type: 'dense', name: 'f', N: width(), act: pick(['linear', 'erf', 'relu']) });
      }
    } else {
      study.layers.push({
        type: 'block',
        name: 't',
        H: size('H', 1, 60),
        N: width(),
        act: pick(['gelu', 'relu', 'erf']),
      });
    }
  } else {
    for (let i = 0; i < depth; i++) {
      const type = kind === 'patches' || kind === 'windows' ? 'conv' : kind === 'recurrent' ? 'recurrent' : 'dense';
      /** @type {any} */
      const layer = { type, name: 'h' + i, N: width(), act: act() };
      if (kind === 'experts' && (i === 0 || chance(0.3))) {
        layer.experts = size('X' + i, 2, 20);
        layer.active = chance(0.3) && layer.experts.p === undefined ? { c: Math.ceil(layer.experts.c / 2) } : undefined;
      }
      if (type === 'recurrent') {
        layer.steps = pick([1, 2, 3]);
      }
      if (kind === 'residual' && i > 0 && chance(0.8)) {
        layer.residual = true;
      }
      if (kind === 'windows' && i > 0) {
        layer.window = { c: pick([2, 3, 9]) };
        layer.stride = chance(0.3) ? { c: 2 } : undefined;
        layer.depthwise = chance(0.2) || undefined;
        layer.residual = (chance(0.2) && !layer.stride) || undefined;
      }
      study.layers.push(layer);
      if (kind === 'windows' && i + 1 < depth && chance(0.3)) {
        study.layers.push({ type: 'pool', name: 'p' + i, size: { c: 4 } });
      }
      if (chance(0.1) && type === 'dense') {
        study.layers.push({ type: 'norm', name: 'n' + i });
      }
    }
  }
  if (!['head', 'block'].includes(kind) && chance(0.15)) {
    study.output.scaling = 'meanfield';
  }
  const most = depth > 2 ? 3 : pick([2, 3, 3, 4, 5]);
  const degrees = () => {
    const even = chance(0.4);
    const list = [pick([1, 2, 3, 3, 4, 5].filter((n) => n <= most))];
    if (chance(0.4)) {
      list.push(pick([1, 2, 3, 4, 5].filter((n) => n <= most && (chance(0.3) || n % 2 === list[0] % 2))) ?? list[0]);
    }
    return [...new Set(list.map((n) => (even && chance(0.5) && n + 1 <= most ? n + 1 : n)))].sort((a, b) => a - b);
  };
  const mixture = () => {
    const list = degrees();
    return { degrees: list, coefficients: list.map((_, i) => (i === 0 ? 1 : pick([0.5, 1, 2]))) };
  };
  const write = (/** @type {any} */ m) =>
    m.degrees
      .map(
        (/** @type {number} */ n, /** @type {number} */ i) =>
          `${m.coefficients[i] === 1 ? '' : m.coefficients[i] + ' * '}he(${n})`,
      )
      .join(' + ');
  let target;
  if (kind === 'hierarchical') {
    const m = pick([1, 2, 3]);
    study.target = { type: 'hierarchical', k: 2, m };
    target = `hierarchical(2, he(${m}))`;
  } else if (kind === 'teacher') {
    const n = pick([1, 2, 3].filter((q) => q <= most));
    study.target = { type: 'teacher', k: size('k', 2, 9), degrees: [n] };
    target = `teacher(${text(study.target.k)}, he(${n}))`;
  } else if (kind === 'head' || kind === 'block' || (kind === 'tokens' && chance(0.1))) {
    const with1 = kind === 'block' && chance(0.3);
    study.target = { type: 'attentive', attentive: true, degrees: with1 ? [1] : [] };
    target = with1 ? 'attentive(3) + he(1)' : 'attentive(3)';
  } else if (kind === 'function') {
    const name = pick(['relu', 'abs', 'sign', 'sin', 'cos', 'erf']);
    const top = ['abs', 'cos'].includes(name)
      ? pick([2, 4].filter((q) => q <= most))
      : pick([1, 2, 3].filter((q) => q <= most));
    study.target = { type: 'function', name, degrees: degreesOf(name, top) };
    target = `${name}(${top})`;
  } else if (kind === 'directions') {
    const [a, b] = [pick([1, 2]), pick([1, 2])];
    const product = chance(0.5) && a + b <= most;
    study.target = {
      type: 'mix',
      directions: 2,
      degrees: product ? [a + b] : [...new Set([a, b])].sort((x, y) => x - y),
      coefficients: [1, 1],
    };
    target = `he(${a}, u) ${product ? '*' : '+'} he(${b}, v)`;
  } else {
    study.target = { type: 'mix', ...mixture() };
    target = write(study.target);
  }
  if (chance(0.3)) {
    study.ridge = pick([
      { c: 0.5 },
      { c: 4 },
      { c: 0.1 },
      { c: 1, p: { ['d' + suffix]: -1 } },
      { c: 1, p: { ['d' + suffix]: 0.5 } },
    ]);
  }
  if (chance(0.6)) {
    study.samples = { c: between(1, 300), p: { ['d' + suffix]: pick([0.5, 1, 1.5]) } };
  }
  study.nmax = Math.max(1, ...(study.target.degrees ?? [])) * 2;
  study.text = write1(study, target);
  return study;
}

/** The .arch text. @param {any} s @param {string} target */
function write1(s, target) {
  const x = s.suffix;
  /** The first convolution of an image has the window that makes the patches. */
  const window = (/** @type {any} */ l) => {
    const image =
      s.shape && l === s.layers[0]
        ? { window: s.shape.q, stride: s.shape.stride }
        : { window: l.window?.c, stride: l.stride?.c };
    return `${image.window ? `, window: ${image.window}` : ''}${image.stride ? `, stride: ${image.stride}` : ''}`;
  };
  const argument = (/** @type {any} */ l) => {
    switch (l.type) {
      case 'norm':
        return '';
      case 'pool':
        return ` (size: ${text(l.size)})`;
      case 'conv':
        return ` (channels: ${text(l.N)}, activation: ${l.act}${window(l)}${l.depthwise ? ', depthwise: true' : ''})`;
      case 'attention':
        return ` (heads: ${text(l.H)}${l.dk ? `, scores: lowrank(${text(l.dk)})` : ''})`;
      case 'block':
        return ` (heads: ${text(l.H)}, width: ${text(l.N)}, activation: ${l.act})`;
      default:
        return ` (width: ${text(l.N)}, activation: ${l.act}${l.experts ? `, experts: ${text(l.experts)}` : ''}${l.active ? `, active: ${text(l.active)}` : ''}${l.steps ? `, steps: ${l.steps}` : ''})`;
    }
  };
  const i = s.input;
  const input = s.shape
    ? `image(${s.shape.h}, ${s.shape.w}, ${s.shape.c})`
    : i.type === 'patches' && i.t
      ? `patches(${text(i.n)}, ${text(i.S)}, stride: ${text(i.t)})`
      : i.type === 'patches'
        ? `patches(${text(i.n)}, ${text(i.S)})`
        : i.type === 'tokens'
          ? `tokens(${text(i.L)}, ${text(i.d)})`
          : `gaussian(${text(i.d)}${i.signal ? `, signal: ${text(i.signal)}` : ''})`;
  const output = s.output.type;
  return [
    ...s.sizes.map((/** @type {any} */ q) =>
      q.tie ? `scale ${q.name} ~ ${text(q.tie)}` : `scale ${q.name} = ${q.value}`,
    ),
    `network Net${x} {`,
    `  input ${input}`,
    ...s.layers.map(
      (/** @type {any} */ l) =>
        `  ${l.residual ? 'residual ' : ''}${l.type === 'recurrent' ? 'recurrent dense' : l.type} ${l.name}${argument(l)}`,
    ),
    `  output ${output}${s.output.scaling ? ` (scaling: ${s.output.scaling})` : ''}`,
    '}',
    `target tar${x} = ${target}`,
    `study Stu${x} {`,
    `  network: Net${x}`,
    `  target: tar${x}`,
    ...(s.samples ? [`  samples: ${text(s.samples)}`] : []),
    ...(s.ridge ? [`  ridge: ${text(s.ridge)}`] : []),
    '}',
    '',
  ].join('\n');
}
