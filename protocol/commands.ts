/**
 * Commands of the client that the server's code lenses name. A client that has them takes `StudyCommandArguments`; a client
 * without them hides the lenses, or says that the command is not known.
 */
export const clientCommands = {
  /** Starts a validation of the study. */
  validateStudy: 'archscale.validateStudy',
  /** Shows the derivation of its prediction: `archscale/explain`. */
  explainPrediction: 'archscale.explainPrediction',
  /** Shows its network: `archscale/network`. */
  showNetwork: 'archscale.showNetwork',
  /** Shows its phase diagram: `archscale/diagram`. */
  showDiagram: 'archscale.showDiagram',
} as const;

/** What a code lens hands to such a command: the URI of the file, and the name of the study. */
export type StudyCommandArguments = [uri: string, study: string];
