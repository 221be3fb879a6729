import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json';
import { parts, root, sourcesOf } from './sources.js';

/** docs/security.md: what keeps a file from doing more than being read. */
const sources = parts.flatMap((part) =>
  sourcesOf(part).map(({ path, imports }) => ({ path, imports, text: textOf(path) })),
);

function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

const offenders = (pattern: RegExp): string[] =>
  sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

describe('programs', () => {
  it('are run without a shell, from arguments', () => {
    expect(offenders(/\bshell: (true|['\"`])|(?<![.\w])exec(Sync)?\(/)).toEqual([]);
    expect(offenders(/import \{[^}]*\bexec(Sync)?\b[^}]*\} from 'node:child_process'/)).toEqual([]);
  });

  it('are never made of text', () => {
    expect(offenders(/(?<!\.)\beval\(|new Function\(|\bsetTimeout\(\s*['"`]/)).toEqual([]);
  });

  it('are named by no setting that a workspace can change', () => {
    const { properties } = manifest.contributes.configuration[0] ?? { properties: {} };
    const settings = Object.entries(properties as Record<string, { scope?: string }>);
    const programs = settings.filter(([name]) =>
      /slurm|validation\.on|python|torch|interpreter|executable|path|command/i.test(name),
    );
    expect(programs.length).toBeGreaterThan(0);
    expect(programs.filter(([, { scope }]) => scope !== 'machine').map(([name]) => name)).toEqual([]);
  });

  it('read files outside of a workspace where the machine allows it, and no workspace', () => {
    const { properties } = manifest.contributes.configuration[0] ?? { properties: {} };
    const settings = Object.entries(properties as Record<string, { scope?: string; default?: unknown }>);
    const allowing = settings.filter(([name]) => /outside|allow/i.test(name));
    expect(allowing).toEqual([
      ['archscale.allowOutside', expect.objectContaining({ scope: 'machine', default: false })],
    ]);
    // The server takes it from the options of its start, never from settings that an editor mixes with those of a workspace.
    expect(offenders(/property\([^)]*allow/i)).toEqual([]);
  });

  it('that a workspace could cause to run need its trust', () => {
    const { untrustedWorkspaces } = manifest.capabilities;
    const { properties } = manifest.contributes.configuration[0] ?? { properties: {} };
    expect(untrustedWorkspaces.supported).toBe('limited');
    const ofValidation = Object.keys(properties).filter((name) => /\.validation\.(engine|on|python)/.test(name));
    expect(ofValidation.filter((name) => !untrustedWorkspaces.restrictedConfigurations.includes(name))).toEqual([]);
    const validating = manifest.contributes.menus['editor/title'].filter(({ command }) => command.includes('validate'));
    expect(validating.every(({ when }) => when.includes('isWorkspaceTrusted'))).toBe(true);
  });
});

describe('the network', () => {
  it('is reached by no part; the page of the playground keeps its own files', () => {
    const modules = /['"](?:node:)?(?:https?|http2|net|tls|dgram|dns)(?:\/promises)?['"]/;
    const calls = /(?<![.\w])(?:fetch|importScripts)\(|\b(?:XMLHttpRequest|WebSocket|EventSource|sendBeacon)\b/;
    expect(offenders(modules)).toEqual([]);
    expect(offenders(calls)).toEqual(['playground/service-worker.ts']);
  });
});

describe('pages', () => {
  it('get their HTML from one function, with a policy that allows one script and no network', () => {
    const pages = sources.filter(({ text }) => text.includes('.webview.html ='));
    expect(pages.length).toBeGreaterThan(0);
    expect(pages.filter(({ text }) => !text.includes('webview.html = pageHtml(')).map(({ path }) => path)).toEqual([]);
    const policy = /const policy = `(.*)`;/.exec(textOf('client/page-html.ts'))?.[1];
    expect(policy?.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'nonce-${nonce}'",
      "style-src ${webview.cspSource} 'unsafe-inline'",
      'img-src data:',
    ]);
  });

  it('have no script or handler within their markup', () => {
    expect(offenders(/<script(?! nonce="\$\{nonce\}" src=)/).filter((path) => path.startsWith('client/'))).toEqual([]);
    expect(offenders(/<[^>]*\son(click|load|error|mouse\w+|key\w+|focus)=|['"`]javascript:/)).toEqual([]);
  });

  it('of the playground run no WebAssembly, which its worker does with a policy of its own', () => {
    for (const page of ['playground/index.html', 'playground/page/page.html'])
      expect(/script-src ([^;]*);/.exec(textOf(page))?.[1]).toBe("'self'");
  });

  it('are built without code that makes code, which their policy would refuse', () => {
    const markup = /script src="[^"]*"/;
    const built = readdirSync(join(root, 'dist')).filter((name) => name.endsWith('.js'));
    expect(built.length).toBeGreaterThan(0);
    const offences = built.filter((name) => {
      const text = textOf(join('dist', name));
      return /\beval\(|new Function\(/.test(text) || markup.test(text);
    });
    expect(offences).toEqual([]);
  });
});

describe('Markdown', () => {
  it('of the server is trusted nowhere: no commands, no HTML', () => {
    expect(offenders(/\.isTrusted = true|isTrusted: true|supportHtml: true|supportHtml = true/)).toEqual([]);
  });
});
