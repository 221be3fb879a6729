import { DocumentState, URI } from 'langium';
import { startLanguageServer } from 'langium/lsp';
import type { Connection } from 'vscode-languageserver';
import { checkAtRest } from './document/checks-at-rest.js';
import { estimateAtRest } from './document/estimates-at-rest.js';
import { linkDiagnostics } from './document/diagnostic-links.js';
import { tellVersions } from './document/diagnostic-versions.js';
import { handleCodeActionResolve } from './features/code-actions/resolve.js';
import { handleRename } from './features/rename.js';
import { followFolders } from './document/workspace-folders.js';
import { watchFiles } from './document/watching.js';
import { createServerServices, type Host } from './module.js';
import { handleHintRequests } from './features/inlay-hints/requests.js';
import { withoutFailures } from './errors.js';
import { handleAdvice } from './features/requests/advice.js';
import { handleComparison } from './features/requests/comparison.js';
import { handleData } from './features/requests/data.js';
import { handleDiagram } from './features/requests/diagram.js';
import { handleExplain } from './features/requests/explain.js';
import { handleNetwork } from './features/requests/network.js';
import { handleLearningCurve } from './features/requests/learning-curve.js';
import { handlePredictions } from './features/requests/predictions.js';
import { handleStudies } from './features/requests/studies.js';
import { handleStudyAt } from './features/requests/study-at.js';
import { handleValidations } from './features/requests/validations.js';
import { PositionEncoding } from './position-encoding.js';
import type { ArchServices } from './services.js';

/** Serves the language over a connection, until the editor shuts it down or its process or worker ends. */
export function serve(editor: Connection, host: Host): ArchServices {
  const encoding = new PositionEncoding();
  const connection = withoutFailures(editor, encoding);
  const services = createServerServices(connection, host, encoding);
  const { LangiumDocuments, TextDocuments } = services.shared.workspace;
  encoding.textOf = (uri) => TextDocuments.get(uri) ?? LangiumDocuments.getDocument(URI.parse(uri))?.textDocument;
  tellVersions(connection, services, encoding);
  linkDiagnostics(connection, services);
  // Hovers say where a scale is used: they wait until references are known.
  startLanguageServer(services.shared, { HoverProvider: DocumentState.IndexedReferences });
  watchFiles(connection, services, host.makeWatcher);
  followFolders(connection, services);
  handleRename(connection, services);
  checkAtRest(connection, services);
  estimateAtRest(connection, services, host.estimator);
  handleHintRequests(connection, services);
  handlePredictions(connection, services);
  handleStudies(connection, services);
  handleStudyAt(connection, services);
  handleValidations(connection, services);
  handleExplain(connection, services);
  handleNetwork(connection, services);
  handleDiagram(connection, services);
  handleComparison(connection, services);
  handleLearningCurve(connection, services);
  handleAdvice(connection, services);
  handleData(connection, host.data);
  handleCodeActionResolve(connection, services);
  return services;
}
