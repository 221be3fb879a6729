import { t } from '@vscode/l10n';
import type { ValidationResult } from '../../validation/result.js';
import { exponentNumber, numberText } from '../numbers.js';
import { algorithmName } from '../words/algorithms.js';
import { equilibriumSamples, knownAlgorithms, sampleScales, sensitivities } from './findings.js';
import type { NamedResult, Plot, Series } from './plot.js';

type Run = NamedResult<ValidationResult>;

/** Of descent: the measured samples against the size, beside equilibrium and the known algorithms. */
export function algorithmsPlot(runs: readonly Run[]): Plot | undefined {
  const trained = runs.filter(({ result }) => result.level === 'descent' && sampleScales(result).length > 0);
  if (trained.length === 0) return undefined;
  const called = ({ name }: Run, text: string): string => (runs.length > 1 ? `${name}, ${text}` : text);
  return {
    id: 'algorithms',
    title: t('Samples of descent, of equilibrium and of known algorithms'),
    verdict: trained.map((run) => called(run, besideText(run.result))).join('; '),
    x: { label: [...new Set(trained.map(({ result }) => result.sweep.variable))].join(', '), scale: 'log' },
    y: { label: 'P', scale: 'log' },
    series: trained.flatMap((run, colour): Series[] => [
      {
        name: called(run, t`measured: ${optimiserOf(run.result)}`),
        shape: 'joined',
        colour,
        points: sampleScales(run.result).map(({ size, value, interval: [yMin, yMax] }) => ({
          x: size,
          y: value,
          yMin,
          yMax,
        })),
      },
      {
        name: called(run, t('equilibrium, by an estimate')),
        shape: 'line',
        colour: colour + trained.length,
        points: equilibriumSamples(run.result).map(({ size, samples }) => ({ x: size, y: samples })),
      },
      ...knownAlgorithms(run.result).map(({ name, exponent, points }, index): Series => ({
        name: called(run, t`${algorithmName(name)}: slope ${exponent}`),
        shape: 'dashes',
        colour: colour + 2 * trained.length + index,
        points: points.map(({ size, samples }) => ({ x: size, y: samples })),
      })),
    ]),
  };
}

/** Of trained networks: E |grad_x f|^2 along the target's directions and across, against P. */
export function sensitivityPlot(runs: readonly Run[]): Plot | undefined {
  let colour = 0;
  const series = runs.flatMap(({ name, result }) =>
    sensitivities(result).flatMap(({ size, points }): Series[] => {
      const at = `${runs.length > 1 ? `${name}, ` : ''}${result.sweep.variable} = ${numberText(size)}`;
      const own = colour++;
      return [
        {
          name: t`${at}, along`,
          shape: 'joined',
          colour: own,
          points: points.map(({ samples, along }) => ({ x: samples, y: along })),
        },
        {
          name: t`${at}, across`,
          shape: 'dashes',
          colour: own,
          points: points.map(({ samples, across }) => ({ x: samples, y: across })),
        },
      ];
    }),
  );
  if (series.length === 0) return undefined;
  return {
    id: 'sensitivity',
    title: t('Sensitivity to the inputs'),
    verdict: t("the mean square of df/dx on fresh inputs, along the target's directions and across them"),
    x: { label: 'P', scale: 'log' },
    y: { label: 'S²', scale: 'linear' },
    series,
  };
}

/** The exponent that a verdict of descent compares with; undefined where none is known, and at other levels. */
export function comparedAlgorithm(
  result: ValidationResult,
): { readonly name: string; readonly exponent: string; readonly slope: number } | undefined {
  const compared = result.diagnostics['comparedWith'];
  const found = knownAlgorithms(result).find(({ name }) => name === compared);
  return found && { ...found, name: algorithmName(found.name) };
}

const optimiserOf = ({ diagnostics }: ValidationResult): string => String(diagnostics['optimiser'] ?? '');

function besideText(result: ValidationResult): string {
  const ratios = equilibriumSamples(result).flatMap(({ size, ratio }) =>
    ratio === undefined ? [] : [t`${numberText(ratio)} at ${result.sweep.variable} = ${numberText(size)}`],
  );
  const known = comparedAlgorithm(result);
  const measured = result.measured ? exponentNumber(result.measured.exponent) : t('not measured yet');
  return [
    known ? t`exponent ${measured}, of ${known.name} ${known.exponent}` : t`exponent ${measured}, no rate is known`,
    ...(ratios.length > 0 ? [t`samples over those of equilibrium: ${ratios.join(', ')}`] : []),
  ].join('; ');
}
