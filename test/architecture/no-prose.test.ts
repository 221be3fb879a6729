import { RuleTester } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, it } from 'vitest';
import { noProse } from '../../lint/no-prose.mjs';

RuleTester.describe = describe;
RuleTester.it = it;

const tester = new RuleTester({ languageOptions: { parser: tseslint.parser as never } });
const errors = [{ messageId: 'prose' }];

tester.run('no-prose', noProse, {
  valid: [
    "const code = { code: 'experts-left-out', layer };",
    "const word = 'lazy';",
    "const separators = [', ', ' → '];",
    'const key = `${layer}.${name}: ${value}`;',
    // Paths, names and types are no text for people.
    "import { a } from './two words.js';",
    "export { a } from './two words.js';",
    "const a = import('two words');",
    "const b = { 'two words': 1 };",
    "const c = b['two words'];",
    "type Verdict = 'agrees' | 'cannot tell';",
    // Values of the program are compared.
    "const isOpen = verdict !== 'cannot tell';",
    "switch (verdict) { case 'cannot tell': break; }",
    // Faults of the program.
    "throw new RangeError('a network has at least one layer');",
    'throw new TypeError(`there is no ${name} here`);',
    "throw new Error(isDeep ? 'too deep for this' : 'too long for this');",
    // The language's own syntax.
    "const example = 'activation: erf or relu' as const;",
    "const examples = { dense: ['dense h1 (width: N)'] } as const;",
    'const line = `scale ${name} = 64` as const;',
    "const kind = { keyword: 'recurrent dense', example: 'norm n1 here', mark: { section: 'Norm layers' } };",
    // Values of the JSON, references, scripts.
    "const verdict = 'cannot tell';",
    "const paper = 'Rubin, Davidovich, Ringel, arXiv:2512.04165';",
    "const job = '#!/bin/bash\\n# Measures one part.';",
  ],
  invalid: [
    { code: "const a = 'there is no such file';", errors },
    { code: "const a = 'two words';", errors },
    { code: "const kind = { summary: 'a norm layer' };", errors },
    { code: "const reason = 'it cannot tell';", errors },
    { code: 'const a = `needs ${names}`;', errors },
    { code: 'const a = `${name} needs it`;', errors },
    { code: 'const a = `a list of the layers`;', errors },
    { code: "throw new UnusableDataError('there is no such file');", errors },
    { code: "const message = t('there is no such file');", errors },
    { code: 'const message = t`${name} is given twice`;', errors },
    { code: "const a = { 'two words': 'are not one' };", errors },
    { code: "const all = known as string[] || 'two words';", errors },
    // An exemption ends with the function that it is around.
    { code: "const rules = { help: () => { return 'choose another degree'; } } as const;", errors },
    { code: "if (verdict === 'cannot tell') { say('it cannot be told'); }", errors },
  ],
});
