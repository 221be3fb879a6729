// What one gradient of the training level costs: the embedded engine's plain TypeScript against @jax-js/jax on WebAssembly.
//   npm install --no-save @jax-js/jax && node test/bench/gradient.mjs
// Times are those of the processor, so that other programs do not count.
import { build } from 'esbuild';
import { mkdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const outfile = `${root}test/output/posterior.mjs`;
mkdirSync(`${root}test/output`, { recursive: true });
await build({
  entryPoints: [`${root}validation/training/sample/posterior.ts`],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  logLevel: 'warning',
});
const { posteriorOf } = await import(pathToFileURL(outfile).href);

const kappa = 0.2;
const cases = [
  [16, 16, 320],
  [16, 16, 1280],
  [32, 32, 640],
  [64, 64, 1280],
];

/** Milliseconds of processor time that a call takes. */
async function timed(repeats, call) {
  for (let warm = 0; warm < 3; warm++) await call();
  const before = process.cpuUsage();
  for (let repeat = 0; repeat < repeats; repeat++) await call();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / repeats;
}

function plain(d, width, samples, readout) {
  const posterior = posteriorOf(
    {
      network: {
        name: 'TwoLayer',
        input: { kind: 'gaussian', dimension: d },
        layers: [{ name: 'h', kind: 'dense', residual: false, sizes: { width }, activation: 'erf' }],
        output: { kind: 'linear', scaling: 'standard' },
      },
      target: { name: 'cubic', kind: 'hermite', terms: [{ degree: 3, coefficient: 1 }], directions: 1 },
      seed: 1,
      sampling: { samples, ridge: kappa },
    },
    { freshInputs: 1, readout },
  );
  const weights = new Float64Array(posterior.dimension).map(() => Math.random() - 0.5);
  const slope = new Float64Array(posterior.dimension);
  return () => posterior.gradient(weights, slope);
}

async function jaxInWasm() {
  globalThis.navigator ??= {};
  const { numpy: np, jit, grad, lax, random, init, defaultDevice } = await import('@jax-js/jax');
  await init('wasm');
  defaultDevice('wasm');
  /** For a batch of chains, as it would be used; the call is for one of them. */
  return (chains) => (d, width, samples) => {
    const x = random.normal(random.key(0), [samples, d]);
    const y = random.normal(random.key(1), [samples, 1]);
    const w = random.normal(random.key(2), [chains * width, d]);
    const a = random.normal(random.key(3), [1, chains * width]);
    const energy = (w, a, x, y) => {
      const z = np.matmul(x, np.transpose(w)).mul(1 / Math.sqrt(d));
      const f = lax
        .erf(z)
        .mul(a)
        .reshape([samples, chains, width])
        .sum(2)
        .mul(1 / Math.sqrt(width));
      const misfit = f.sub(y);
      return misfit
        .mul(misfit.ref)
        .sum()
        .mul(1 / (2 * kappa));
    };
    const gradient = jit(grad(energy, { argnums: [0, 1] }));
    return async () => {
      const [toW, toA] = gradient(w.ref, a.ref, x.ref, y.ref);
      await toW.blockUntilReady();
      await toA.data();
      toW.dispose();
    };
  };
}

const jax = await jaxInWasm().catch((error) => {
  process.stderr.write(`@jax-js/jax is left out: ${error.message}\n`);
  return undefined;
});
const chains = 8;
for (const [d, width, samples] of cases) {
  const operations = 4 * samples * d * width;
  const row = (name, milliseconds) =>
    process.stdout.write(
      `d = ${d}, N = ${width}, P = ${samples}  ${name}  ${milliseconds.toFixed(3)} ms  ${(operations / milliseconds / 1e6).toFixed(2)} GFLOP/s\n`,
    );
  row('plain TypeScript', await timed(40, plain(d, width, samples, 'sampled')));
  row('readout integrated', await timed(40, plain(d, width, samples, 'integrated')));
  if (jax) row('jax-js, wasm    ', (await timed(5, jax(chains)(d, width, samples))) / chains);
}
