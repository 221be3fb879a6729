import { delayNextTick, DocumentState, UriUtils, type LangiumDocument, type URI } from 'langium';
import type { Connection } from 'vscode-languageserver';
import * as ast from '../../language/generated/ast.js';
import { lowerStudy } from '../../language/index.js';
import { measuredKey } from '../../language/lowering/prediction.js';
import { notify } from '../../protocol/connection.js';
import { estimatedNotification } from '../../protocol/requests.js';
import type { Study } from '../../theory/study.js';
import type { Estimator } from '../estimator.js';
import type { ArchServices, ArchSharedServices } from '../services.js';
import { later } from './later.js';

/** So long nobody must have typed before estimates are made, in milliseconds. */
const rest = 1000;

/** A study whose estimate is wanted. */
interface Wanted {
  readonly study: Study;
  readonly key: string;
  /** The file that it is of. */
  readonly uri: URI;
  /** True while it asks for the same number as when its estimate was begun. */
  readonly isStill: () => boolean;
}

/**
 * Makes the estimates of the studies of open files when nobody types, one after the other, then those of advice. An edit that makes
 * another study of the one that is being estimated ends that work.
 */
export function estimateAtRest(connection: Connection, services: ArchServices, estimator: Estimator): void {
  const { estimates, shared } = services;
  const { ConfigurationProvider: settings, DocumentBuilder, LangiumDocuments, TextDocuments } = shared.workspace;
  /** What was tried in vain: it is not tried again. */
  const failed = new Set<string>();
  let running: { readonly wanted: Wanted; readonly abort: AbortController } | undefined;
  /** Counts the builds: what was begun in an earlier text is left. */
  let texts = 0;

  /** What wants an estimate, first that of open files, until somebody types. */
  async function* allWanted(): AsyncGenerator<Wanted> {
    const own = texts;
    for (const document of LangiumDocuments.all.filter(({ uri }) => TextDocuments.get(uri) !== undefined)) {
      for (const node of studiesOf(document)) {
        // A file can have thousands of studies, and a request must not wait for all of them.
        await delayNextTick();
        if (own !== texts) return;
        const study = lowerStudy(node);
        if (!study) continue;
        const key = measuredKey(study);
        yield { study, key, uri: document.uri, isStill: () => keyOf(document, node.name) === key };
      }
    }
    for (const [key, { study, uri }] of estimates.asked)
      yield { study, key, uri, isStill: () => estimates.asked.has(key) };
  }

  const make = async (wanted: Wanted): Promise<void> => {
    const abort = new AbortController();
    running = { wanted, abort };
    const outcome = await estimator.estimate(wanted.study, folderOf(wanted.uri, shared), abort.signal);
    running = undefined;
    if (outcome) {
      estimates.keep(wanted.key, outcome);
      await notify(connection, estimatedNotification, { uri: wanted.uri.toString() });
    } else if (!abort.signal.aborted) failed.add(wanted.key);
  };

  const work = async (): Promise<void> => {
    if (running || !settings.estimates) return;
    const own = texts;
    for await (const wanted of allWanted()) {
      if (running || own !== texts) return;
      if (!estimates.of(wanted.study) && !failed.has(wanted.key)) await make(wanted);
    }
    if (!running) estimator.rest();
  };

  const workLater = later(rest, () => void work().catch(() => undefined));
  DocumentBuilder.onBuildPhase(DocumentState.Validated, () => {
    texts++;
    if (running?.wanted.isStill() === false) running.abort.abort();
    workLater();
  });
  estimates.onAsk(workLater);
  settings.onChange(() => {
    if (!settings.estimates) running?.abort.abort();
    workLater();
  });
}

/** What the estimate of a study of a file is of; undefined while the file has no such study, or it is broken. */
function keyOf(document: LangiumDocument, name: string): string | undefined {
  const node = studiesOf(document).find((one) => one.name === name);
  const study = node && lowerStudy(node);
  return study && measuredKey(study);
}

function studiesOf({ parseResult, state }: LangiumDocument): ast.Study[] {
  const root = parseResult.value;
  return ast.isDocument(root) && state >= DocumentState.Linked ? root.declarations.filter(ast.isStudy) : [];
}

/** The folder in which the estimates of a file are kept: the one that it lies in, where the workspace is trusted. */
function folderOf(uri: URI, { lsp }: ArchSharedServices): string | undefined {
  return uri.scheme === 'file' && lsp.LanguageServer.keepsEstimates ? UriUtils.dirname(uri).fsPath : undefined;
}
