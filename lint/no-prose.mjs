/**
 * Words are in present/: the layers below it return codes with arguments. This rule finds English in their string and template
 * literals: two words beside each other, or a word beside a value that is put in.
 *
 * Left alone are what no reader is shown or what is a value of the program: paths of imports, names of properties, types,
 * what is compared with `===` or `case`, data of the language's own syntax (`as const`, or a property that holds such data), references,
 * scripts, and the arguments of built-in errors, which tell of faults of the program.
 */

/** A value that is put into a template. */
const value = '\u0000';

/** Two words, or a word and a value, beside each other. */
const prose = new RegExp(`\\p{L}{2,}[,;:]? \\p{L}{2,}|\\p{L}{3,}[,;:]? ${value}|${value} \\p{L}{3,}`, 'u');

/** Properties whose values are lines of the language, its keywords, or places in the literature and the docs. */
const dataProperties = new Set(['example', 'keyword', 'section', 'source']);

/** Values of the JSON that are two words. */
const values = new Set(['cannot tell']);

/** What stands in a list of references, and scripts for another program. */
const citation = /\barXiv:\d/;
const script = /^#!/;

const builtInErrors = new Set(['Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError']);
const comparisons = new Set(['===', '!==', '==', '!=', 'in']);

/** True for what a literal may be in whatever it says, seen from the node that is around it. */
function isExempt(node, parent) {
  switch (parent.type) {
    case 'ImportDeclaration':
    case 'ImportExpression':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return parent.source === node;
    case 'Property':
      return parent.key === node || (!parent.computed && dataProperties.has(parent.key.name));
    case 'PropertyDefinition':
    case 'MethodDefinition':
    case 'TSPropertySignature':
      return parent.key === node;
    case 'MemberExpression':
      return parent.property === node;
    case 'TSLiteralType':
      return true;
    case 'BinaryExpression':
      return comparisons.has(parent.operator);
    case 'SwitchCase':
      return parent.test === node;
    case 'TSAsExpression': {
      const { typeAnnotation: type } = parent;
      return type.type === 'TSTypeReference' && type.typeName.name === 'const';
    }
    case 'NewExpression':
      return parent.callee !== node && builtInErrors.has(parent.callee.name);
    default:
      return false;
  }
}

/** Goes from a literal to what it is part of: arguments, objects and lists pass an exemption on to what is in them. */
function isLeftAlone(literal) {
  for (let node = literal, { parent } = literal; parent; node = parent, { parent } = parent) {
    if (isExempt(node, parent)) return true;
    if (parent.type.endsWith('Statement') || parent.type.includes('Function')) return false;
  }
  return false;
}

/** @type {import('eslint').Rule.RuleModule} */
export const noProse = {
  meta: {
    type: 'problem',
    docs: { description: 'Keep words for people in present/' },
    schema: [],
    messages: {
      prose: 'Words are in present/words: return a code with arguments in place of "{{text}}".',
    },
  },
  create(context) {
    const check = (node, text) => {
      if (!prose.test(text) || values.has(text) || citation.test(text) || script.test(text)) return;
      if (isLeftAlone(node)) return;
      context.report({ node, messageId: 'prose', data: { text: text.replaceAll(value, '…').trim() } });
    };
    return {
      Literal(node) {
        if (typeof node.value === 'string') check(node, node.value);
      },
      TemplateLiteral(node) {
        check(node, node.quasis.map(({ value: { cooked } }) => cooked ?? '').join(value));
      },
    };
  },
};

/** The rules of this project. */
export default { rules: { 'no-prose': noProse } };
