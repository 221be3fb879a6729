import { t } from '@vscode/l10n';

/** The titles of pages that the editor shows of a study. */
export const pageTitles = {
  explanation: (study: string) => t`${study}: why`,
  advice: (study: string) => t`Advice for study ${study}`,
};

/** Why there is no diagram. */
export const diagramRefusals = {
  unpredicted: (study: string) =>
    t`There is no prediction for ${study} at the moment: its study has errors or is gone.`,
  noSize: (study: string) => t`${study} has no size to vary: give one a value of its own with =.`,
  tooDeep: (network: string, depth: number, deepest: number) =>
    t`Diagrams are drawn for networks of up to ${deepest} layers; ${network} has ${depth}.`,
};

/** Why there is no advice. */
export const adviceRefusals = {
  unpredicted: (study: string) => t`${study} has errors or is gone: there is no advice on it.`,
  hasErrors: (study: string) => t`${study} has errors: there is no advice on it.`,
  unknownSize: (size: string, study: string) => t`${size} is no size of ${study}.`,
};

/** Why something cannot have another name. */
export const renameRefusals = {
  noName: (text: string) =>
    t`"${text}" cannot be a name: start with a letter or _, and go on with letters, digits or _.`,
  keyword: (text: string) => t`"${text}" is a word of the language: choose another name.`,
  otherDirection: (name: string) => t`${name} is another direction of this target already: choose another name.`,
  attentionDirection: (name: string) =>
    t`The attention target lies along ${name}, which cannot have another name there.`,
  /** @param file the file that declares it. */
  taken: (name: string, file: string) =>
    t`${name} is declared in ${file} already: both would have one name. Choose another name.`,
  takenLayer: (name: string, network: string) =>
    t`${name} is another layer of ${network} already: choose another name.`,
  changed: (file: string) =>
    t`${file} is not what the rename was planned for: it changed meanwhile, or cannot be read. Nothing was renamed; rename again.`,
  openTwice: (path: string) =>
    t`This file is also open as ${path}. Nothing was renamed: close one of the two, and rename again.`,
};
