/** What plans and points of the level descent have to say. */
export interface DescentMessages {
  'scan-at-descent': { study: string };
  'descent-pilot-too-costly': {
    study: string;
    variable: string;
    value: number;
    threshold: number;
    samples: number;
    optimiser: string;
    epochs: number;
    preset: 'quick' | 'full';
  };
  'descent-pilot': { variable: string; found: readonly { readonly size: number; readonly samples: number }[] };
  'learning-rate-swept': {
    variable: string;
    size: number;
    samples: number;
    tried: readonly { readonly share: number; readonly alignment: number }[];
    share: number;
    adaptive: boolean;
  };
  'descent-as-trained': {
    optimiser: string;
    batch?: number;
    epochs: number;
    heldOut: number;
    looks: number;
    patience: number;
  };
  /** What the error of each point means. */
  'error-of-descent': object;
}
