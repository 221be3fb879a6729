import { predict, type Predictions } from 'archscale';

async function main(): Promise<void> {
  const { studies }: Predictions = await predict(process.argv[2] ?? '');
  const value: number | null | undefined = studies[0]?.samples.value;
  process.stdout.write(JSON.stringify({ value, samples: studies[0]?.samples.expression }));
}

void main();
