/** Labels are parted into so many slices of about as many rows each. */
const mostSlices = 10;

/** Rows in the order of their labels, parted into slices of equal or neighbouring labels. */
export interface LabelSlices {
  /** The rows in the order of their labels. */
  readonly order: Uint32Array;
  /** The slice of each place in that order. */
  readonly slice: Uint8Array;
  /** The number of slices; 1 where all labels are equal. */
  readonly count: number;
}

/**
 * Parts rows into slices by their labels. Equal labels share a slice: of up to ten values each is a slice of its own.
 * @param labels one number a row.
 * @param tieBreaks the order of rows with equal labels, so that the result does not depend on the order of the rows.
 */
export function labelSlices(labels: Float64Array, tieBreaks: Float64Array): LabelSlices {
  const compared = (values: Float64Array, i: number, j: number): number => (values[i] ?? 0) - (values[j] ?? 0);
  const order = Uint32Array.from(labels.keys()).sort((i, j) => compared(labels, i, j) || compared(tieBreaks, i, j));
  const { length } = order;
  const isBorder = (at: number): boolean => labels[order[at] ?? 0] !== labels[order[at - 1] ?? 0];
  let borders = 0;
  for (let at = 1; at < length; at++) if (isBorder(at)) borders++;
  const slice = new Uint8Array(length);
  let [current, decile] = [0, 0];
  for (let at = 1; at < length; at++) {
    const next = Math.floor((mostSlices * at) / length);
    // A rest of less than half a slice stays with the one before.
    const isFull = next > decile && length - at >= length / (2 * mostSlices);
    if (isBorder(at) && (borders < mostSlices || isFull)) {
      current++;
      decile = next;
    }
    slice[at] = current;
  }
  return { order, slice, count: current + 1 };
}
