import { defineConfig } from 'vitest/config';
import endToEnd from '../../vitest.e2e.config.js';

/** The end-to-end tests to be counted, without the preparations that running them needs. */
export default defineConfig({ test: { include: endToEnd.test?.include ?? [] } });
