import { delayNextTick, DocumentState, type LangiumDocument } from 'langium';
import type { Connection } from 'vscode-languageserver';
import * as ast from '../../language/generated/ast.js';
import { lowerStudy } from '../../language/index.js';
import { measuredKey } from '../../language/lowering/prediction.js';
import { notify } from '../../protocol/connection.js';
import { estimatedNotification } from '../../protocol/requests.js';
import type { Study } from '../../theory/study.js';
import type { Estimator } from '../estimator.js';
import type { ArchServices, ArchSharedServices } from '../services.js';

/** So long nobody must have typed before estimates are made, in milliseconds. */
const rest = 1000;

/** A study whose estimate is wanted. */
interface Wanted {
  readonly document: LangiumDocument;
  readonly name: string;
  readonly study: Study;
  readonly key: string;
}

/**
 * Makes the estimates of the studies of open files when nobody types, one after the other. An edit that makes another study of the
 * one that is being estimated ends that work.
 */
export function estimateAtRest(connection: Connection, services: ArchServices, estimator: Estimator): void {
  const { estimates, shared } = services;
  const { ConfigurationProvider: settings, DocumentBuilder, LangiumDocuments, TextDocuments } = shared.workspace;
  /** What was tried in vain: it is not tried again. */
  const failed = new Set<string>();
  let running: { readonly wanted: Wanted; readonly abort: AbortController } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts the builds: what was begun in an earlier text is left. */
  let texts = 0;

  /** The first study that wants an estimate; undefined when there is none, and when somebody types meanwhile. */
  const firstWanted = async (): Promise<Wanted | undefined> => {
    const own = texts;
    const open = LangiumDocuments.all.filter(({ uri }) => TextDocuments.get(uri) !== undefined).toArray();
    for (const document of open) {
      for (const node of studiesOf(document)) {
        await delayNextTick();
        if (own !== texts) return undefined;
        const study = lowerStudy(node);
        if (!study || estimates.of(study)) continue;
        const key = measuredKey(study);
        if (!failed.has(key)) return { document, name: node.name, study, key };
      }
    }
    return undefined;
  };

  const work = async (): Promise<void> => {
    if (running || !settings.estimates) return;
    const wanted = await firstWanted();
    if (running) return;
    if (!wanted) {
      estimator.rest();
      return;
    }
    const abort = new AbortController();
    running = { wanted, abort };
    const outcome = await estimator.estimate(wanted.study, folderOf(wanted.document, shared), abort.signal);
    running = undefined;
    if (outcome) {
      estimates.keep(wanted.key, outcome);
      await notify(connection, estimatedNotification, { uri: wanted.document.uri.toString() });
    } else if (!abort.signal.aborted) failed.add(wanted.key);
    await work();
  };

  const workLater = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void work().catch(() => undefined), rest);
  };
  DocumentBuilder.onBuildPhase(DocumentState.Validated, () => {
    texts++;
    if (running && !isStill(running.wanted)) running.abort.abort();
    workLater();
  });
  settings.onChange(() => {
    if (!settings.estimates) running?.abort.abort();
    workLater();
  });
}

/** True when a study asks for the same number as when its estimate was begun. */
function isStill({ document, name, key }: Wanted): boolean {
  const node = studiesOf(document).find((one) => one.name === name);
  const study = node && lowerStudy(node);
  return study !== undefined && measuredKey(study) === key;
}

function studiesOf({ parseResult, state }: LangiumDocument): ast.Study[] {
  const root = parseResult.value;
  return ast.isDocument(root) && state >= DocumentState.Linked ? root.declarations.filter(ast.isStudy) : [];
}

/** The folder in which the estimates of a file are kept: the one that it lies in, where the workspace is trusted. */
function folderOf({ uri }: LangiumDocument, { lsp }: ArchSharedServices): string | undefined {
  if (uri.scheme !== 'file' || !lsp.LanguageServer.keepsEstimates) return undefined;
  return uri.with({ path: uri.path.slice(0, uri.path.lastIndexOf('/')) || '/' }).fsPath;
}
