import { AstUtils, DocumentState, WorkspaceCache } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import * as ast from '../../language/generated/ast.js';
import { lowerStudy, predictLowered } from '../../language/index.js';
import { keepPredictionsOf } from '../../language/lowering/prediction.js';
import { networkOf } from '../../language/lowering/study-nodes.js';
import type { Estimates } from './estimates.js';
import { prefactorsOf } from '../../language/calibration/beside.js';
import { Predicted, type Unpredicted } from '../../present/views/predicted.js';
import { calibrationOf } from '../../theory/calibration.js';
import { representable } from '../../theory/representable.js';

/** The predictions of all files: worked out once per change, when first asked for, and shared by all features. */
export class Predictions {
  private readonly outcomes: WorkspaceCache<ast.Study, Predicted | Unpredicted>;
  private readonly users: WorkspaceCache<'networks', ReadonlyMap<ast.Network, ast.Study[]>>;

  constructor(
    private readonly shared: LangiumSharedServices,
    private readonly estimates: Estimates,
  ) {
    this.outcomes = new WorkspaceCache(shared);
    this.users = new WorkspaceCache(shared);
    // What was asked for during a build may have met names that were not yet linked.
    shared.workspace.DocumentBuilder.onBuildPhase(DocumentState.Linked, () => {
      this.outcomes.clear();
      this.users.clear();
      keepPredictionsOf(this.allStudies().length);
    });
  }

  /** What the heuristic says of a study. */
  of(study: ast.Study): Predicted | Unpredicted {
    return this.outcomes.get(study, () => predicted(study, this.shared, this.estimates));
  }

  /** The predicted studies of a network: those of its own file first, in the order of the text. */
  ofNetwork(network: ast.Network): Predicted[] {
    return this.studiesOf(network)
      .map((study) => this.of(study))
      .filter((outcome) => outcome.kind === 'predicted');
  }

  /** The studies of a network: those of its own file first. */
  studiesOf(network: ast.Network): readonly ast.Study[] {
    const studies = this.users.get('networks', () => this.usersOfNetworks()).get(network) ?? [];
    const own = AstUtils.getDocument(network);
    const isOwn = (study: ast.Study): boolean => AstUtils.getDocument(study) === own;
    return [...studies.filter(isOwn), ...studies.filter((study) => !isOwn(study))];
  }

  /** Every study of the files that are read, file by file in the order of their addresses, whichever was opened first. */
  allStudies(): ast.Study[] {
    return this.shared.workspace.LangiumDocuments.all
      .filter((document) => document.state >= DocumentState.Linked)
      .toArray()
      .sort((one, other) => (one.uri.toString() < other.uri.toString() ? -1 : 1))
      .map((document) => document.parseResult.value)
      .filter(ast.isDocument)
      .flatMap((document) => document.declarations.filter(ast.isStudy));
  }

  private usersOfNetworks(): ReadonlyMap<ast.Network, ast.Study[]> {
    const users = new Map<ast.Network, ast.Study[]>();
    for (const study of this.allStudies()) {
      const network = networkOf(study);
      if (network) users.set(network, [...(users.get(network) ?? []), study]);
    }
    return users;
  }
}

function predicted(node: ast.Study, shared: LangiumSharedServices, estimates: Estimates): Predicted | Unpredicted {
  const study = lowerStudy(node);
  const prediction = study && predictLowered(study);
  if (study && prediction) {
    const calibration = calibrationOf(study, prediction, prefactorsOf(node, shared));
    return new Predicted(node, study, prediction, calibration, () => estimates.of(study));
  }
  return { kind: 'unpredicted', node, reason: study && representable(study.network, study.target) };
}
