import type { OptimiserName } from '../plan.js';

/** Moves weights along the slope of the mean loss over a batch, its weight decay apart. */
export interface Optimiser {
  /** @param slope left as it is. */
  step(weights: Float64Array, slope: Float64Array): void;
}

/** The defaults of PyTorch. */
const [meanKeep, squareKeep, smallest] = [0.9, 0.999, 1e-8];

/**
 * The update rule of an optimiser, as PyTorch's class of that name has it: SGD without momentum (`gd`, `sgd`, `onepass`), Adam (Kingma and
 * Ba, arXiv:1412.6980) with the decay in its gradient, AdamW (Loshchilov and Hutter, arXiv:1711.05101) with the decay apart from it.
 * @param count of the weights.
 * @param rate the learning rate.
 * @param decay the weight decay, kappa/P.
 */
export function optimiserOf(name: OptimiserName, count: number, rate: number, decay: number): Optimiser {
  switch (name) {
    case 'gd':
    case 'sgd':
    case 'onepass':
      return {
        step(weights, slope) {
          for (let index = 0; index < count; index++) {
            const weight = weights[index] as number;
            weights[index] = weight - rate * ((slope[index] as number) + decay * weight);
          }
        },
      };
    case 'adam':
      return adaptive(count, rate, { inGradient: decay, apart: 0 });
    case 'adamw':
      return adaptive(count, rate, { inGradient: 0, apart: decay });
  }
}

function adaptive(
  count: number,
  rate: number,
  { inGradient, apart }: { readonly inGradient: number; readonly apart: number },
): Optimiser {
  const means = new Float64Array(count);
  const squares = new Float64Array(count);
  let steps = 0;
  return {
    step(weights, slope) {
      steps++;
      const ofMean = 1 - meanKeep ** steps;
      const ofSquare = 1 - squareKeep ** steps;
      for (let index = 0; index < count; index++) {
        const weight = weights[index] as number;
        const gradient = (slope[index] as number) + inGradient * weight;
        const mean = (means[index] = meanKeep * (means[index] as number) + (1 - meanKeep) * gradient);
        const square = (squares[index] =
          squareKeep * (squares[index] as number) + (1 - squareKeep) * gradient * gradient);
        const move = mean / ofMean / (Math.sqrt(square / ofSquare) + smallest);
        weights[index] = weight - rate * (move + apart * weight);
      }
    },
  };
}
