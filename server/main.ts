import { createConnection, ProposedFeatures } from 'vscode-languageserver/node.js';
import { startServer } from './start.js';

startServer(createConnection(ProposedFeatures.all));
