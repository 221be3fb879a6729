import type { Gap, ImportedLayer, ImportedPart } from '../network.js';

/** A layer of which nothing but its kind, name and sizes is known. */
export function bareLayer(
  keyword: ImportedLayer['keyword'],
  name: string,
  sizes: ImportedLayer['sizes'],
): ImportedLayer {
  return { kind: 'layer', keyword, name, sizes, isResidual: false, remarks: [] };
}

/** A dense layer from the shape of its weights, (units, numbers that come in). */
export function dense(name: string, [width = 1, fanIn = 1]: readonly number[]): ImportedLayer {
  return { ...bareLayer('dense', name, [{ argument: 'width', value: width }]), activation: 'linear', fanIn };
}

/**
 * A convolution.
 * @param weight the shape of its weights: channels, channels that come in (of each group), sides of the kernel.
 * @param settings of the module: stride, padding, dilation, groups.
 * @returns a gap where its patches are not those of the language.
 */
export function convolution(
  name: string,
  weight: readonly number[],
  settings: Readonly<Record<string, unknown>>,
): ImportedPart {
  const [channels = 1, perGroup = 1, ...kernel] = weight;
  const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : []);
  const stride = listed(settings['stride']);
  const isPadded = JSON.stringify(settings['padding'] ?? [0]).match(/[1-9a-z]/) !== null;
  const isDilated = listed(settings['dilation']).some((one, axis) => one !== 1 && kernel[axis] !== 1);
  const isPointwise = kernel.every((size) => size === 1) && stride.every((one) => one === 1);
  const covers = kernel.every((size, axis) => size === stride[axis]);
  const groups = settings['groups'];
  const what = `Conv ${name}: ${channels} channels, kernel ${kernel.join('×')}`;
  if (groups !== undefined && groups !== 1)
    return gap(`${what}: its channels are grouped, for which the heuristic has no rule.`);
  if (isPadded || isDilated || !(isPointwise || covers))
    return gap(`${what}: its patches overlap, for which the heuristic has no rule.`);
  const size = perGroup * kernel.reduce((product, length) => product * length, 1);
  const conv = {
    ...bareLayer('conv', name, [{ argument: 'channels', value: channels }]),
    activation: 'linear' as const,
    fanIn: size,
  };
  return isPointwise ? conv : { ...conv, patches: { count: 0, size } };
}

/** Something that the language cannot say. */
export function gap(text: string): Gap {
  return { kind: 'gap', text };
}
