import type { Connection } from 'vscode-languageserver';
import { CancellationTokenSource } from 'vscode-languageserver';
import { answer, ask } from '../protocol/connection.js';
import { estimateRequest } from '../protocol/requests.js';
import { estimateTooLong, longestEstimate, type Estimator } from '../server/estimator.js';
import { packedStudy, unpackedStudy } from '../theory/packed-study.js';
import { estimateOutcome } from '../validation/estimate/outcome.js';
import { pause } from '../validation/run/pause.js';

/** Has the host of the language server make estimates in workers of their own; none is kept on a disk. */
export function estimatorOf(host: Connection): Estimator {
  return {
    async estimate(study, _folder, signal) {
      const cancellation = new CancellationTokenSource();
      const cancel = (): void => cancellation.cancel();
      signal.addEventListener('abort', cancel);
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        cancel();
      }, longestEstimate * 1000);
      try {
        const outcome = await ask(host, estimateRequest, { study: packedStudy(study) }, cancellation.token);
        return outcome ?? (isLate ? estimateTooLong : undefined);
      } catch {
        // A host that cannot make estimates has none.
        return undefined;
      } finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', cancel);
      }
    },
    rest: () => undefined,
  };
}

/** Answers `estimateRequest` in a worker that a host started for it. */
export function handleEstimates(connection: Connection): void {
  answer(
    connection,
    estimateRequest,
    async ({ study }) => (await estimateOutcome(unpackedStudy(study), pause)) ?? null,
  );
}
