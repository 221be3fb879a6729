// Sorts the words of the language by what they mean, from the language's own grammar.
import { AstUtils, EmptyFileSystem, GrammarAST } from 'langium';
import { createLangiumGrammarServices } from 'langium/grammar';

/** Reads a Langium grammar. */
export function parseGrammar(text) {
  const { grammar } = createLangiumGrammarServices(EmptyFileSystem);
  const { value, parserErrors } = grammar.parser.LangiumParser.parse(text);
  if (parserErrors.length > 0) throw new Error(parserErrors[0].message);
  return value;
}

/**
 * The words of a grammar by their use.
 * @throws Error when a word has no use that this file knows, so that none stays uncoloured by oversight.
 */
export function wordsByUse(grammar) {
  const uses = {
    imports: [],
    declarations: [],
    inputs: [],
    outputs: [],
    modifiers: [],
    layers: [],
    inputKinds: [],
    outputKinds: [],
    keys: [],
    functions: [],
    settings: [],
    blocks: [],
    choices: [],
    ranges: [],
  };
  const add = (use, word) => uses[use].includes(word) || uses[use].push(word);
  const layerRules = alternatives(grammar, 'Layer');
  const declarationRules = alternatives(grammar, 'Declaration');
  const inputRules = alternatives(grammar, 'Input');
  const settingRules = alternatives(grammar, 'ValidationSetting');
  for (const rule of grammar.rules.filter(GrammarAST.isParserRule)) {
    for (const keyword of AstUtils.streamAllContents(rule).filter(GrammarAST.isKeyword)) {
      const word = keyword.value;
      if (!/^[a-z]/.test(word) || rule.name === 'Name') continue;
      const feature = AstUtils.getContainerOfType(keyword, GrammarAST.isAssignment)?.feature;
      if (rule.name === 'Import') add('imports', word);
      else if (declarationRules.has(rule.name) && !feature) add('declarations', word);
      else if (layerRules.has(rule.name) && feature === 'kind')
        add(isBeforeWord(keyword) ? 'modifiers' : 'layers', word);
      else if (layerRules.has(rule.name) && feature) add('modifiers', word);
      else if (layerRules.has(rule.name)) add('layers', word);
      else if (inputRules.has(rule.name) && feature === 'kind') add('inputKinds', word);
      else if (inputRules.has(rule.name)) add('keys', word);
      else if (rule.name === 'Input') add('inputs', word);
      else if (rule.name === 'Output' && feature === 'kind') add('outputKinds', word);
      else if (rule.name === 'Output' && !feature) add(word === 'output' ? 'outputs' : 'keys', word);
      else if (rule.name === 'Validation') add('blocks', word);
      else if (feature === 'key') add('keys', word);
      else if (rule.name === 'StandardizeOption') add('choices', word);
      else if (settingRules.has(rule.name)) add(feature === 'value' ? 'choices' : 'ranges', word);
      else if (feature === 'function') add('functions', word);
      else if (feature === 'form' || feature === 'scaling') add('settings', word);
      else throw new Error(`the word ${word} of ${rule.name} has no colour: give it one in syntaxes/words.mjs`);
    }
  }
  return uses;
}

/** True for the first of two words that name a kind together. */
function isBeforeWord(keyword) {
  const assignment = AstUtils.getContainerOfType(keyword, GrammarAST.isAssignment);
  const next = assignment?.$container.elements?.[assignment.$containerIndex + 1];
  return GrammarAST.isKeyword(next) && /^[a-z]/.test(next.value);
}

/** What a name is made of, as a regular expression. */
export function namePattern(grammar) {
  const terminal = grammar.rules.find(({ name }) => name === 'ID');
  return terminal.definition.regex.replace(/^\/(.*)\/[a-z]*$/, '$1');
}

/** What a number is made of, as a regular expression. */
export function numberPattern(grammar) {
  const terminal = grammar.rules.find(({ name }) => name === 'NUMBER');
  return terminal.definition.regex.replace(/^\/(.*)\/[a-z]*$/, '$1');
}

/** The names of the rules that a rule chooses between. */
function alternatives(grammar, name) {
  const rule = grammar.rules.find((one) => one.name === name);
  const calls = AstUtils.streamAst(rule).filter(GrammarAST.isRuleCall);
  return new Set(calls.map((call) => call.rule.$refText).toArray());
}
