/** Every request and notification of this project besides the Language Server Protocol; docs/protocol.md describes them. */
import type { AdviceAnswer, AdviceChoices, AdviceQuestion } from './advice.js';
import type { DataAnswer, DataQuestion } from './data.js';
import type { Comparison, ComparisonParams } from './comparison.js';
import type {
  DiagramAnswer,
  DiagramQuestion,
  PointAnswer,
  PointQuestion,
  SetSizesParams,
  SizesEdit,
} from './diagram.js';
import type { EstimatedParams, EstimateOutcome, EstimateTask } from './estimates.js';
import type { AddressParams, FileStatus, FolderEntry, MoveParams, WriteParams } from './files.js';
import type { CurveAnswer, CurveQuestion } from './learning-curve.js';
import type { NetworkAnswer } from './network.js';
import type { FilePredictions } from './predictions.js';
import { notification, request } from './request.js';
import type { PlanAnswer, PlanQuestion, RunEvent, RunOutcome, RunQuestion } from './runs.js';
import type { Explanation, FileParams, PositionParams, StudyParams, StudySummary, PlannableStudy } from './studies.js';

// A client asks the language server. Each is answered with null, too, when the server fails; its log says why.

/** The predictions of a file as `archscale predict --format json` prints them; null when the server does not know the file. */
export const predictionsRequest = request<FileParams, FilePredictions | null>('archscale/predictions');

/** The studies of a file, in the order of the text; none when the server does not know the file. */
export const studiesRequest = request<FileParams, readonly StudySummary[]>('archscale/studies');

/** The study at a position; on a network or target the first of its studies, on a scale the only study; else null. */
export const studyAtRequest = request<PositionParams, StudySummary | null>('archscale/studyAt');

/** The studies of a file that can be planned, with their `validate` blocks, in the order of the text. */
export const validationsRequest = request<FileParams, readonly PlannableStudy[]>('archscale/validations');

/** The derivation of a study's prediction; null when the file has no such study. */
export const explainRequest = request<StudyParams, Explanation | null>('archscale/explain');

/** The phase diagram of a study, or its energies against one size. */
export const diagramRequest = request<DiagramQuestion, DiagramAnswer>('archscale/diagram');

/** The prediction at a point of a diagram; null when the study has no prediction. */
export const predictAtRequest = request<PointQuestion, PointAnswer | null>('archscale/predictAt');

/** The edit that gives sizes of a study new reference values; null when the file has no such study. */
export const setSizesRequest = request<SetSizesParams, SizesEdit | null>('archscale/setSizes');

/** The picture of a study's network, with the ranges of its blocks; null while network or target have errors. */
export const networkRequest = request<StudyParams, NetworkAnswer | null>('archscale/network');

/** The studies of a file side by side; without a file, those of all files that the server has read. */
export const comparisonRequest = request<ComparisonParams, Comparison>('archscale/comparison');

/** The learning curves of a study; null when it has no prediction. */
export const learningCurveRequest = request<CurveQuestion, CurveAnswer | null>('archscale/learningCurve');

/** The sizes of a study that advice can be asked for; null when it has no prediction. */
export const adviceChoicesRequest = request<StudyParams, AdviceChoices | null>('archscale/adviceChoices');

/** How to choose sizes of a study, and why. */
export const adviseRequest = request<AdviceQuestion, AdviceAnswer>('archscale/advise');

/** What a data file holds, for a label. */
export const describeDataRequest = request<DataQuestion, DataAnswer>('archscale/describeData');

// A client tells the language server.

/** Files may have changed on the disk, as the editor has the focus again: closed files are compared with it. */
export const compareFilesNotification = notification<null>('archscale/compareFiles');

// The language server tells its client.

/** An estimate of P* has been made: hints and pages can show it. */
export const estimatedNotification = notification<EstimatedParams>('archscale/estimated');

// A host (an editor or a page) asks a worker.

/** Validates a study. A cancelled run keeps what was measured. */
export const runRequest = request<RunQuestion, RunOutcome>('archscale/run');

/** A worker to its host: an event of the run that goes on. */
export const runEventNotification = notification<RunEvent>('archscale/run/event');

/** Plans the validation of a study without running it. */
export const planRequest = request<PlanQuestion, PlanAnswer>('archscale/plan');

/**
 * Estimates P* of a study. A language server in a worker asks its host, which passes it on to a worker of its own; null when the study
 * has no prediction, and when the work failed or was cancelled.
 */
export const estimateRequest = request<EstimateTask, EstimateOutcome | null>('archscale/estimate');

// A worker asks its host for files, which it cannot reach itself.

/** What is known of a file or folder; null when there is none. */
export const fileStatusRequest = request<AddressParams, FileStatus | null>('archscale/files/status');

/** The bytes of a file; null when it cannot be read. */
export const readFileRequest = request<AddressParams, Uint8Array | null>('archscale/files/read');

/** What lies in a folder; null when it cannot be read. */
export const listFolderRequest = request<AddressParams, readonly FolderEntry[] | null>('archscale/files/list');

/** Writes a file, and makes the folders that are missing. Answered with null, or with an error. */
export const writeFileRequest = request<WriteParams, null>('archscale/files/write');

/** Moves a file or folder. Answered with null, or with an error. */
export const moveFileRequest = request<MoveParams, null>('archscale/files/move');
