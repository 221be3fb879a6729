import { mutated } from './mutation.js';
import type { Random } from './random.js';

/** What is easy to forget that a place in a JSON file may hold. */
const strange: readonly ((random: Random) => unknown)[] = [
  () => null,
  () => true,
  () => 0,
  () => -1,
  () => 0.5,
  () => 1e308,
  () => -1e308,
  () => 5e-324,
  () => Number.MAX_SAFE_INTEGER,
  () => '',
  () => 'NaN',
  () => '<img src=x onerror=alert(1)>',
  () => '[a](command:workbench.action.quit)',
  () => '../../../etc/passwd',
  () => '\u0000',
  () => '\ud83d',
  () => '--out=/etc',
  () => '$(touch /tmp/harm)',
  () => 'x'.repeat(5000),
  () => [],
  () => ({}),
  () => [null],
  () => ({ length: 1e9 }),
  () => Array.from({ length: 3000 }, (_, index) => index),
  (random) => nested(random.pick([3, 40, 500])),
  () => JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1, "toString": 2}') as unknown,
];

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

type Container = Record<string, unknown> | unknown[];

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;

/** All objects and lists of a value, itself first. */
function containers(value: unknown): Container[] {
  if (!isContainer(value)) return [];
  return [value, ...Object.values(value).slice(0, 50).flatMap(containers)];
}

/** A copy of a JSON value in which one place holds something else, is gone, or holds what another place holds. */
function changedValue(value: unknown, random: Random): unknown {
  const copy = structuredClone(value);
  const all = containers(copy);
  if (all.length === 0) return random.pick(strange)(random);
  const place = random.pick(all) as Record<string, unknown>;
  const keys = Object.keys(place);
  const key = keys.length > 0 ? random.pick(keys) : 'x';
  const kind = random.upTo(5);
  if (kind === 0) Reflect.deleteProperty(place, key);
  else if (kind === 1) place[key] = structuredClone(random.pick(all));
  else if (kind === 2) place[random.pick(['__proto__x', 'extra', '', '0', 'points', 'index'])] = place[key];
  else place[key] = random.pick(strange)(random);
  return copy;
}

/** A JSON value after a few random changes. */
export function mutatedValue(value: unknown, random: Random): unknown {
  let result = value;
  do result = changedValue(result, random);
  while (random.chance(0.5));
  return result;
}

/** The text of a JSON value after random changes: of its values most often, of its text else. */
export function mutatedJson(value: unknown, random: Random): string {
  const text = JSON.stringify(random.chance(0.8) ? mutatedValue(value, random) : value);
  return random.chance(0.3) ? mutated(text.slice(0, 200_000), random) : text;
}
