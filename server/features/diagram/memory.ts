import { delayNextTick } from 'langium';
import { LSPErrorCodes, ResponseError, type CancellationToken } from 'vscode-languageserver';
import {
  movedDiagram,
  phaseDiagramInSteps,
  type DiagramOptions,
  type PhaseDiagram,
} from '../../../theory/phase/index.js';
import { Monomial, type Study } from '../../../theory/index.js';

/** For how long, in milliseconds, a diagram is computed before others get their turn. */
const turn = 8;

/** Of how many studies the last diagram is kept. */
const most = 8;

/**
 * The last diagram of each study. While only the reference point or the samples move, regions and boundaries stay, and the
 * picture must follow the hand; so it is when the file is edited elsewhere.
 */
export class DiagramMemory {
  private readonly last = new Map<string, { readonly key: string; readonly diagram: PhaseDiagram }>();

  /**
   * The diagram of a study over two of its free sizes.
   * @param id the same for the same study of a file.
   * @param study with the sizes and samples of the question.
   * @throws ResponseError when nobody waits for it any more.
   */
  async diagram(
    id: string,
    [study, x, y]: readonly [Study, x: string, y: string],
    options: DiagramOptions,
    cancelToken: CancellationToken,
  ): Promise<PhaseDiagram> {
    const key = keyOf(study, x, y, options);
    const last = this.last.get(id);
    const steps = last?.key === key ? movedDiagram(study, last.diagram) : phaseDiagramInSteps(study, x, y, options);
    const diagram = await inTurns(steps, cancelToken);
    this.last.delete(id);
    this.last.set(id, { key, diagram });
    for (const oldest of [...this.last.keys()].slice(0, -most)) this.last.delete(oldest);
    return diagram;
  }
}

/** All that regions and boundaries depend on. */
function keyOf({ network, target, ridge, reference }: Study, x: string, y: string, options: DiagramOptions): string {
  const held = [...reference].filter(([name]) => name !== x && name !== y);
  return JSON.stringify([network, target, ridge, held, x, y, options], (_, value: unknown) =>
    value instanceof Monomial ? value.toString() : value,
  );
}

/** What a computation with pauses comes to; between its turns other requests are answered. */
async function inTurns<T>(steps: Generator<undefined, T>, cancelToken: CancellationToken): Promise<T> {
  for (;;) {
    const end = performance.now() + turn;
    while (performance.now() < end) {
      const step = steps.next();
      if (step.done) return step.value;
    }
    await delayNextTick();
    if (cancelToken.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
  }
}
