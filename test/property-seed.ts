import fc from 'fast-check';

// One seed for every run, so that a failure here is a failure everywhere; another one looks further:
// ARCHSCALE_SEED=$RANDOM npx vitest run test/theory
fc.configureGlobal({ seed: Number(process.env.ARCHSCALE_SEED ?? 20261124) });
