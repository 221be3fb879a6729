import { DefaultConfigurationProvider, Emitter, type ConfigurationInitializedParams } from 'langium';
import type {
  DidChangeConfigurationParams,
  DidChangeConfigurationRegistrationOptions,
  InitializeParams,
} from 'vscode-languageserver';

/** Which kinds of inlay hints are shown: settings `archscale.hints.*`. */
export interface HintSettings {
  readonly patterns: boolean;
  readonly sampleScale: boolean;
  readonly samples: boolean;
  readonly scales: boolean;
}

const allHints: HintSettings = { patterns: true, sampleScale: true, samples: true, scales: true };

/** Langium leaves out that registering takes an answer. */
type Registering = (options: DidChangeConfigurationRegistrationOptions) => Promise<unknown> | undefined;

/** The editor's settings of the section `archscale`: read when they change, never while somebody types. */
export class Settings extends DefaultConfigurationProvider {
  private hintSettings = allHints;
  private estimatesSetting = true;
  private shortSetting = false;
  private readonly changed = new Emitter<undefined>();
  private fetch: ConfigurationInitializedParams['fetchConfiguration'];
  private registers = false;

  /** The hints that are switched on. */
  get hints(): HintSettings {
    return this.hintSettings;
  }

  /** Whether hints of layers hold the pattern alone: the setting `archscale.hints.short`, for narrow editors. */
  get shortHints(): boolean {
    return this.shortSetting;
  }

  /** Whether estimates of P* are made and shown: the setting `archscale.estimates`. */
  get estimates(): boolean {
    return this.estimatesSetting;
  }

  /** Tells when a setting has another value than before. */
  get onChange(): typeof this.changed.event {
    return this.changed.event;
  }

  override initialize(params: InitializeParams): void {
    super.initialize(params);
    this.registers = params.capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true;
  }

  /** Asks for the settings, and to be told of changes, what the editor can do. A refusal leaves the settings as they are. */
  override async initialized({ register, fetchConfiguration }: ConfigurationInitializedParams): Promise<void> {
    this.fetch = fetchConfiguration && (async (items) => fetchConfiguration(items).catch(() => items.map(() => null)));
    const tell = this.registers ? (register as Registering | undefined) : undefined;
    await super.initialized({
      fetchConfiguration: this.fetch,
      register: (options) => void tell?.(options)?.catch(() => undefined),
    });
  }

  /** Takes what the editor sends; an editor that sends nothing is asked for it. */
  override updateConfiguration(change: DidChangeConfigurationParams): void {
    const sent: unknown = change.settings;
    if (typeof sent === 'object' && sent !== null && 'archscale' in sent) {
      super.updateConfiguration(change);
    } else if (this.workspaceConfig && this.fetch) {
      void this.fetch([{ section: 'archscale' }]).then(
        (answers: unknown[]) => this.updateSectionConfiguration('archscale', answers[0]),
        () => undefined,
      );
    }
  }

  protected override updateSectionConfiguration(section: string, configuration: unknown): void {
    if (section !== 'archscale') return;
    const next = hintSettings(configuration);
    const estimates = property(configuration, 'estimates') !== false;
    const short = property(property(configuration, 'hints'), 'short') === true;
    const same =
      short === this.shortSetting &&
      estimates === this.estimatesSetting &&
      Object.entries(next).every(([name, on]) => this.hintSettings[name as keyof HintSettings] === on);
    this.hintSettings = next;
    this.estimatesSetting = estimates;
    this.shortSetting = short;
    if (!same) this.changed.fire(undefined);
  }

  protected override toSectionName(): string {
    return 'archscale';
  }
}

function hintSettings(configuration: unknown): HintSettings {
  const hints = property(configuration, 'hints');
  const isOn = (name: keyof HintSettings): boolean => property(hints, name) !== false;
  return {
    patterns: isOn('patterns'),
    sampleScale: isOn('sampleScale'),
    samples: isOn('samples'),
    scales: isOn('scales'),
  };
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
