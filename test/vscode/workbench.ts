import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type Frame, type Locator, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { findBrowser } from '../run/end-to-end.mjs';
import { installTestbed } from './testbed/install.mjs';
import { type CodeServer, startServer } from './testbed/server.mjs';
import { startWebServer } from './testbed/web-server.mjs';

const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'].concat([
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]);

const quiet = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'telemetry.telemetryLevel': 'off',
  // The tests open a file by the address; without this VS Code then forgets the other editors at a reload.
  'window.restoreWindows': 'preserve',
  'extensions.ignoreRecommendations': true,
  // Hints would change in the middle of a test.
  'archscale.estimates': false,
};

/** The theme that a page shows; null in frames that are no page. */
const themeOfPage = `document.body?.getAttribute('data-vscode-theme-name') ?? null`;

/** Whether the status bar, which VS Code paints last, has the colour of the theme. */
const hasItsColours = `(() => {
  const bar = document.querySelector('.part.statusbar');
  const probe = bar.appendChild(document.createElement('i'));
  probe.style.background = 'var(--vscode-statusBar-background)';
  const wanted = getComputedStyle(probe).backgroundColor;
  probe.remove();
  return getComputedStyle(bar).backgroundColor === wanted;
})()`;

/** A VS Code with the packaged extension, in a browser, on a copy of the examples. */
export class Workbench {
  private constructor(
    readonly server: Pick<CodeServer, 'url' | 'address' | 'log' | 'stop'> & Partial<Pick<CodeServer, 'process'>>,
    private readonly browser: Browser,
    readonly page: Page,
    /** The folder that is open. */
    readonly workspace: string,
  ) {}

  /**
   * Opens VS Code.
   * @param options.files more files of the workspace, by their paths in it
   * @param options.open the file to open
   * @param options.development a folder with another extension, to be run from there
   * @param options.language the language of VS Code's extensions; its own texts stay English
   * @param options.trusted false: VS Code asks whether to trust the workspace
   * @param options.web VS Code for the Web: no server, and extensions in web workers
   */
  static async open(
    options: {
      files?: Record<string, string>;
      open?: string;
      settings?: object;
      development?: string;
      language?: string;
      trusted?: boolean;
      web?: boolean;
    } = {},
  ): Promise<Workbench> {
    const browserPath = findBrowser();
    if (!browserPath) throw new Error('No Chromium or Chrome was found: install one, or name it in ARCHSCALE_BROWSER.');
    const workspace = await mkdtemp(path.join(tmpdir(), 'archscale-workspace-'));
    await cp('examples', workspace, { recursive: true, filter: (file) => !file.includes('.archscale') });
    for (const [name, content] of Object.entries(options.files ?? {})) {
      await mkdir(path.dirname(path.join(workspace, name)), { recursive: true });
      await writeFile(path.join(workspace, name), content);
    }
    const vsix = path.resolve('archscale.vsix');
    const settings = { ...quiet, ...options.settings };
    const where = { server: await installTestbed(() => undefined), workspace, vsix, settings };
    const server = options.web
      ? await startWebServer(where)
      : await startServer({ ...where, ...(options.trusted !== undefined && { trusted: options.trusted }) });
    const browser = await chromium.launch({ executablePath: browserPath, args: flags });
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(90_000);
    // Without a language pack the window only says which language it is.
    if (options.language) await page.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = '${options.language}'`);
    const workbench = new Workbench(server, browser, page, workspace);
    await workbench.load(options.open, options.development);
    return workbench;
  }

  /** Loads the window, with a file open in it, and an extension that is run from its folder. */
  async load(file?: string, development?: string): Promise<void> {
    const payload = [
      ...(file ? [['openFile', this.server.address(path.join(this.workspace, file))]] : []),
      ...(development ? [['extensionDevelopmentPath', this.server.address(development)]] : []),
    ];
    await this.page.goto(`${this.server.url}&payload=${encodeURIComponent(JSON.stringify(payload))}`);
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor();
    if (file) await this.editor().locator('.view-line').first().waitFor();
  }

  /** Writes a file of the workspace, as a program beside VS Code would. */
  async write(name: string, content: string): Promise<void> {
    const file = path.join(this.workspace, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }

  /** Ends VS Code and the browser. */
  async close(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
    await rm(this.workspace, { recursive: true, force: true, maxRetries: 5 });
  }

  /** The first editor that shows text. */
  editor(): Locator {
    return this.page.locator('.editor-instance .monaco-editor').first();
  }

  /** The line of the editor that holds a text, without the hints' no-break spaces. */
  line(text: string): Locator {
    return this.editor().locator('.view-line').filter({ hasText: text }).first();
  }

  /** Runs a command from the command palette; while VS Code starts, the palette may not know it yet. */
  async command(title: string): Promise<void> {
    const entry = this.page.locator('.quick-input-list .label-name').getByText(title, { exact: true }).first();
    for (let attempt = 0; attempt < 10; attempt++) {
      await this.page.keyboard.press('F1');
      await this.page.locator('.quick-input-widget input[type=text]').fill(`>${title}`);
      const found = await entry.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      );
      if (found) return entry.click();
      await this.page.keyboard.press('Escape');
    }
    throw new Error(`the command palette has no "${title}"`);
  }

  /** Chooses a colour theme by the name that VS Code's list has for it, and waits until window and pages have its colours. */
  async theme(name: string): Promise<void> {
    await this.command('Preferences: Color Theme');
    const input = this.page.locator('.quick-input-widget input[type=text]');
    await input.fill(name);
    const row = this.page.locator('.quick-input-list .label-name').getByText(name, { exact: true }).first();
    await row.waitFor();
    await row.click();
    await input.waitFor({ state: 'hidden' });
    const isDone = async (): Promise<boolean> => {
      const frames = this.page.frames();
      const shown = await Promise.all(
        frames.map((frame) => frame.evaluate<string | null>(themeOfPage).catch(() => null)),
      );
      return shown.every((one) => one === null || one === name) && (await this.page.evaluate<boolean>(hasItsColours));
    };
    await expect.poll(isDone).toBe(true);
  }

  /** Accepts what a save dialogue proposes, once it proposes a file of that name. */
  async save(name: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input[type=text]');
    await expect.poll(() => input.inputValue().catch(() => '')).toContain(name);
    await this.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await this.page.keyboard.press('Enter');
  }

  /** Puts the cursor at a line and column, both counted from 1. */
  async goTo(line: number, column: number): Promise<void> {
    await this.editor().click();
    await this.page.keyboard.press('Control+G');
    await this.page.locator('.quick-input-widget input[type=text]').fill(`:${line}:${column}`);
    await this.page.keyboard.press('Enter');
  }

  /**
   * Rests the pointer on something until VS Code shows its hover: a change of the text beneath, or a busy machine, can
   * swallow the first move.
   * @param shows selector of what the hover must hold
   */
  async hover(target: Locator, shows = '.hover-contents'): Promise<Locator> {
    const hover = this.page.locator('.monaco-hover:not(.hidden)').locator(shows).first();
    for (let attempt = 0; attempt < 10; attempt++) {
      await this.page.mouse.move(0, 0);
      await target.hover();
      const shown = await hover.waitFor({ timeout: 5000 }).then(
        () => true,
        () => false,
      );
      if (shown) return hover;
    }
    throw new Error(`no hover shows ${shows}`);
  }

  /** The frame of the webview that holds an element. */
  async webview(selector: string): Promise<Frame> {
    let found: Frame | undefined;
    await expect
      .poll(async () => {
        for (const frame of this.page.frames()) {
          if (
            (await frame
              .locator(selector)
              .count()
              .catch(() => 0)) > 0
          )
            found = frame;
        }
        return found !== undefined;
      })
      .toBe(true);
    if (!found) throw new Error(`no webview has ${selector}`);
    return found;
  }

  /** For `afterEach`: keeps a picture of a test that failed. */
  async pictureOfFailure(test: { name: string; result?: { state?: string } }): Promise<void> {
    if (test.result?.state === 'fail') await this.screenshot(`failed ${test.name}`);
  }

  /** Keeps a picture of the window in test/output/. */
  async screenshot(name: string): Promise<void> {
    await mkdir('test/output', { recursive: true });
    await this.page.screenshot({ path: `test/output/${name}.png` });
  }
}
