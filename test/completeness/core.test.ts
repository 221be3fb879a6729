import { describe, expect, it } from 'vitest';
import { activationNames } from '../../theory/activations/index.js';
import { layerKindNames } from '../../theory/kinds/index.js';
import { isRefusal } from '../../theory/kinds/refusal.js';
import { isOnCore } from '../../validation/core/stack.js';
import { activationFunctions } from '../../validation/network/activations.js';
import { numericKinds } from '../../validation/network/kinds.js';
import { numericNetwork } from '../../validation/network/network.js';
import { networksOfEveryKind } from '../validation/network/every-kind.js';

/** What the numerical core (validation/core) does not know: networks with it are computed by the reference, in TypeScript. docs/validation.md, "Engines", names them. */
const byReference: Readonly<Record<'layer' | 'activation', readonly string[]>> = { layer: [], activation: [] };

describe('the numerical core', () => {
  const measured = layerKindNames.filter((name) => !isRefusal(numericKinds[name]));

  it.each(measured)('knows the layer %s, or it is listed as computed by the reference', (name) => {
    const networks = networksOfEveryKind.filter(([, { layers }]) => layers.some(({ kind }) => kind === name));
    expect(networks.length, `add ${name} to test/validation/network/every-kind.ts`).toBeGreaterThan(0);
    const isKnown = networks.every(([, planned]) => isOnCore(numericNetwork(planned).layers.slice(0, -1)));
    expect(isKnown, `add ${name} to validation/core or to the list above`).toBe(!byReference.layer.includes(name));
  });

  it.each(activationNames)('knows the activation %s, or it is listed as computed by the reference', (name) => {
    const isKnown = activationFunctions[name].core !== undefined;
    expect(isKnown, `add ${name} to validation/core/assembly/units.ts or to the list above`).toBe(
      !byReference.activation.includes(name),
    );
  });

  it('numbers each activation once', () => {
    const numbers = activationNames.flatMap((name) => activationFunctions[name].core ?? []);
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});
