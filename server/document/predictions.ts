import { AstUtils, DocumentState, WorkspaceCache } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import * as ast from '../../language/generated/ast.js';
import { lowerStudy, predictLowered } from '../../language/index.js';
import { keepPredictionsOf } from '../../language/lowering/prediction.js';
import { prefactorsOf } from '../../language/calibration/beside.js';
import {
  calibratedSamples,
  sampleVerdict,
  calibrationOf,
  type Bracket,
  type SampleVerdict,
  type Calibration,
  type KeptPrefactor,
} from '../../theory/calibration.js';
import type { LayerPattern, NotRepresentable, Pattern, Prediction } from '../../theory/prediction.js';
import { representable } from '../../theory/representable.js';
import type { Study } from '../../theory/study.js';
import { layerNode, nodeName } from '../../language/lowering/layer-node.js';
import { asWritten } from './file-scales.js';

/** A study, what the heuristic says of it, and both in the sizes that the file writes. */
export interface Wording {
  readonly study: Study;
  readonly prediction: Prediction;
  /** The winner: the same pattern in every wording. */
  readonly winner: Pattern;
}

/** P* in numbers that a run has measured. */
export interface CalibratedScale {
  readonly kept: KeptPrefactor;
  readonly samples: Bracket;
}

/** A study of a file with its prediction. */
export class Predicted {
  readonly kind = 'predicted';
  private wording: Wording | undefined;
  private byNode: ReadonlyMap<string, readonly LayerPattern[]> | undefined;
  private sources: readonly ast.Declaration[] | undefined;

  constructor(
    readonly node: ast.Study,
    readonly study: Study,
    readonly prediction: Prediction,
    /** What the prefactors that are kept beside its file come to. */
    readonly calibration: Calibration,
  ) {}

  /** The prediction in the sizes that the file writes: `√(N2·d)` where N2 is tied to d. */
  get written(): Wording {
    return (this.wording ??= this.inWrittenSizes() ?? { ...this, winner: this.prediction.winner });
  }

  /** What a layer of the text does in the winning pattern, in written sizes: of a block each of its parts. */
  layers({ name }: ast.Layer): readonly LayerPattern[] {
    this.byNode ??= layersByNode(this.written.winner);
    return this.byNode.get(name) ?? [];
  }

  /** P over P* at the reference sizes, calibrated where it can be; undefined when the study gives no samples. */
  get excess(): number | undefined {
    const { samples, reference } = this.study;
    const { calibrated } = this;
    if (!calibrated) return samples?.over(this.prediction.sampleScale).value(reference);
    return samples && samples.value(reference) / calibrated.samples.value;
  }

  /** Where the samples stand against P*, calibrated where it can be; undefined when the study gives none. */
  get standing(): SampleVerdict | undefined {
    const { learnable } = this.prediction;
    if (this.calibrated) return sampleVerdict(this.study, this.calibrated.samples);
    return learnable === undefined ? undefined : learnable ? 'above' : 'below';
  }

  /** P* with the prefactor that was measured for the winner; undefined when none was. */
  get calibrated(): CalibratedScale | undefined {
    const { winner: kept } = this.calibration;
    if (!kept) return undefined;
    return { kept, samples: calibratedSamples(this.study, this.prediction.sampleScale, kept) };
  }

  /** The layer that learns the feature: the first that is not lazy, else the last. */
  get learningLayer(): ast.Layer | undefined {
    const { layers } = this.prediction.winner;
    const name = (layers.find(({ pattern }) => pattern !== 'lazy') ?? layers.at(-1))?.layer;
    const network = networkOf(this.node);
    return network && name !== undefined ? layerNode(network, name) : undefined;
  }

  /** The declarations that it follows from: study, network, target and the scales in them. */
  get from(): readonly ast.Declaration[] {
    return (this.sources ??= dependencies(this.node));
  }

  private inWrittenSizes(): Wording | undefined {
    const study = asWritten(this.node, this.study);
    const prediction = study && predictLowered(study);
    const { name } = this.prediction.winner;
    // Mostly the same pattern wins: then nothing needs to be ranked.
    const winner =
      prediction?.winner.name === name ? prediction.winner : prediction?.patterns.find((one) => one.name === name);
    return study && prediction && winner && { study, prediction, winner };
  }
}

function layersByNode({ layers }: Pattern): ReadonlyMap<string, readonly LayerPattern[]> {
  const byNode = new Map<string, LayerPattern[]>();
  for (const layer of layers) {
    const name = nodeName(layer.layer);
    const known = byNode.get(name);
    if (known) known.push(layer);
    else byNode.set(name, [layer]);
  }
  return byNode;
}

/** A study that cannot be predicted, and why where it is whole: otherwise its diagnostics say so. */
export interface Unpredicted {
  readonly kind: 'unpredicted';
  readonly node: ast.Study;
  readonly reason: NotRepresentable | undefined;
}

/** The predictions of all files: worked out once per change, when first asked for, and shared by all features. */
export class Predictions {
  private readonly outcomes: WorkspaceCache<ast.Study, Predicted | Unpredicted>;
  private readonly users: WorkspaceCache<'networks', ReadonlyMap<ast.Network, ast.Study[]>>;

  constructor(private readonly shared: LangiumSharedServices) {
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
    return this.outcomes.get(study, () => predicted(study, this.shared));
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

/** The network of a study, where its name is known. */
export function networkOf(study: ast.Study): ast.Network | undefined {
  return study.properties.find(ast.isNetworkProperty)?.network?.ref;
}

/** The target of a study, where its name is known. */
export function targetOf(study: ast.Study): ast.Target | undefined {
  return study.properties.find(ast.isTargetProperty)?.target?.ref;
}

function predicted(node: ast.Study, shared: LangiumSharedServices): Predicted | Unpredicted {
  const study = lowerStudy(node);
  const prediction = study && predictLowered(study);
  if (study && prediction) {
    const calibration = calibrationOf(study, prediction, prefactorsOf(node, shared));
    return new Predicted(node, study, prediction, calibration);
  }
  return { kind: 'unpredicted', node, reason: study && representable(study.network, study.target) };
}

/** The declarations that a study follows from, itself first: network, target and the scales in them. */
export function dependencies(study: ast.Study): ast.Declaration[] {
  const found = new Set<ast.Declaration>([study]);
  for (const declaration of found) {
    for (const { reference } of AstUtils.streamAst(declaration).flatMap((node) => AstUtils.streamReferences(node))) {
      const other = 'ref' in reference ? reference.ref : undefined;
      if (ast.isDeclaration(other)) found.add(other);
    }
  }
  return [...found];
}
