/** A kernel: WGSL whose bindings begin at 1. At 0 is `given`, its sizes and numbers: one text is compiled once, whatever they are. */
export interface Kernel {
  readonly code: string;
  /** The fields of `given` that are whole numbers, then the others. */
  readonly whole: readonly string[];
  readonly real: readonly string[];
}

/** A kernel of a text that refers to the fields as `given.NAME`. */
export function kernel(whole: readonly string[], real: readonly string[], code: string): Kernel {
  const fields = [...whole.map((name) => `${name}: u32`), ...real.map((name) => `${name}: f32`)].join(', ');
  return { whole, real, code: `struct Given { ${fields} }\n@group(0) @binding(0) var<uniform> given: Given;\n${code}` };
}

/** The fields of `given` as it lies in memory. */
export function givenOf({ whole, real }: Kernel, values: Readonly<Record<string, number>>): Uint32Array {
  const made = new Uint32Array(whole.length + real.length);
  const valueOf = (name: string): number => {
    const value = values[name];
    if (value === undefined) throw new RangeError(`the kernel is not given ${name}`);
    return value;
  };
  for (const [index, name] of whole.entries()) made[index] = valueOf(name);
  new Float32Array(made.buffer).set(real.map(valueOf), whole.length);
  return made;
}
