import { ResponseError, LSPErrorCodes, type CancellationToken } from 'vscode-languageserver';
import {
  movedDiagram,
  phaseDiagramInSteps,
  type DiagramOptions,
  type PhaseDiagram,
} from '../../theory/design/index.js';
import type { Study } from '../../theory/index.js';
import type { Predicted } from '../predictions.js';

/** For how long, in milliseconds, a diagram is computed before others get their turn. */
const turn = 8;

/**
 * The last diagram of each study. While the reference point or the samples move, regions and boundaries stay, and the picture
 * must follow the hand; when the file changes, its predictions are others and the diagrams go with them.
 */
export class DiagramMemory {
  private readonly last = new WeakMap<Predicted, { readonly key: string; readonly diagram: PhaseDiagram }>();

  /**
   * The diagram of a study over two of its free sizes.
   * @param predicted whose study it is, with sizes and samples of the question.
   * @throws ResponseError when nobody waits for it any more.
   */
  async diagram(
    predicted: Predicted,
    [study, x, y]: readonly [Study, x: string, y: string],
    options: DiagramOptions,
    cancelToken: CancellationToken,
  ): Promise<PhaseDiagram> {
    const held = [...study.reference].filter(([name]) => name !== x && name !== y);
    const key = JSON.stringify([x, y, held, options]);
    const last = this.last.get(predicted);
    const steps = last?.key === key ? movedDiagram(study, last.diagram) : phaseDiagramInSteps(study, x, y, options);
    const diagram = await inTurns(steps, cancelToken);
    this.last.set(predicted, { key, diagram });
    return diagram;
  }
}

/** What a computation with pauses comes to; between its turns other requests are answered. */
async function inTurns<T>(steps: Generator<undefined, T>, cancelToken: CancellationToken): Promise<T> {
  for (;;) {
    const end = performance.now() + turn;
    while (performance.now() < end) {
      const step = steps.next();
      if (step.done) return step.value;
    }
    await new Promise((resolve) => setImmediate(resolve));
    if (cancelToken.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
  }
}
