// Generates the parser and the types of the syntax tree from arch.langium: npm run generate.
import { argv } from 'node:process';

// Langium's generator calls Object.groupBy, which Node 20 lacks. What it generates does not; see docs/adr/0006-versions-and-compilers.md.
Object.groupBy ??= (items, keyOf) => {
  const groups = Object.create(null);
  let index = 0;
  for (const item of items) (groups[keyOf(item, index++)] ??= []).push(item);
  return groups;
};

argv.splice(2, argv.length, 'generate');
await import('../node_modules/langium-cli/bin/langium.js');
