import { coverage, covariances, labels, type CovarianceName, type LabelName } from './simulation.js';

// Line by line, as it takes minutes.
const [size = '2000', draws = '100', only] = process.argv.slice(2);
for (const label of Object.keys(labels) as LabelName[]) {
  if (only && label !== only) continue;
  for (const covariance of Object.keys(covariances) as CovarianceName[]) {
    const { found, single, covers, width, bias, directions, components, unexplained } = await coverage(
      label,
      covariance,
      Number(size),
      Number(draws),
    );
    const parts = components.map((one) => `${one.bias.toFixed(2)}/${one.covers.toFixed(2)}`).join(' ');
    process.stdout.write(
      `${size} rows, ${label}, ${covariance}: ${found} of ${draws} with a direction (${single} with one), interval covers in ${covers}, width ${width.toFixed(3)}, bias ${bias.toFixed(3)}, direction in ${directions}, unexplained ${unexplained.toFixed(3)}, components ${parts}\n`,
    );
  }
}
