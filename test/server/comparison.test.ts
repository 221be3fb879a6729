import { expect, it } from 'vitest';
import { comparisonRequest } from '../../protocol/requests.js';
import { startEditor } from './editor.js';

const study = (name: string, width: string, target = 'cubic', more = ''): string =>
  `network Net${name} {
  input gaussian(d)
  dense h (width: ${width}, activation: erf)
  output linear
}

study ${name} {
  network: Net${name}
  target: ${target}
${more}}

`;
const head = 'scale d = 64\nscale N = 4096\ntarget cubic = he(3)\ntarget square = he(2)\n';

it('a file: each study with energy, P*, pattern, parameters and rank; equal needs share a rank', async () => {
  const editor = await startEditor({ files: { 'other.arch': head + study('Other', 'd') } });
  editor.open(
    'net.arch',
    head +
      study('Wide', 'N', 'cubic', '  samples: 20 * d\n') +
      study('Equal', 'd') +
      study('Same', 'd') +
      study('Even', 'd', 'square'),
  );
  const found = await editor.request(comparisonRequest, {
    uri: editor.uri('net.arch'),
  });
  expect(found.studies.map(({ name, rank }) => [name, rank])).toEqual([
    ['Wide', 3],
    ['Equal', 1],
    ['Same', 1],
  ]);
  // sqrt(N*d) = 512 samples, N*d weights; 20*d = 1280.
  expect(found.studies[0]).toMatchObject({
    energy: { formula: '√(N·d)', value: 512 },
    samples: { value: 512, text: '512' },
    parameters: { formula: 'N·d', value: 262144 },
    pattern: 'specialization',
    network: 'NetWide',
    target: 'cubic',
    learnable: true,
    calibrated: null,
  });
  expect(found.studies[1]).toMatchObject({ learnable: null, samples: { formula: 'd', value: 64 } });
  // An odd activation cannot represent He_2.
  expect(found.unpredicted).toEqual([{ uri: editor.uri('net.arch'), name: 'Even' }]);
});

it('the workspace: the studies of every file, ranked together, and what is typed counts', async () => {
  const editor = await startEditor({
    files: { 'one.arch': head + study('One', 'd'), 'two.arch': head + study('Two', 'N') },
  });
  const ranks = async (): Promise<Record<string, number>> => {
    const { studies } = await editor.request(comparisonRequest, {});
    return Object.fromEntries(studies.map(({ name, rank }) => [name, rank]));
  };
  expect(await ranks()).toEqual({ One: 1, Two: 2 });
  editor.open('two.arch', head + study('Two', 'N'));
  editor.replace('two.arch', 'scale N = 4096', 'scale N = 2');
  // GFL: (N*d)^(3/4) = 38, below the other's 64.
  await expect.poll(ranks).toEqual({ One: 2, Two: 1 });
});
