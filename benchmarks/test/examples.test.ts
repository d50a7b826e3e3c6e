import { existsSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

// As they are, in the clone, in the order in which the second needs what the first leaves.
const KEPT = fileURLToPath(new URL('../../runs/examples/softhebb.safetensors', import.meta.url));
const before = existsSync(KEPT);
const { argv } = process;
beforeAll(() => {
  process.argv = [...argv.slice(0, 2), 'embedded'];
});
afterAll(() => {
  process.argv = argv;
  vi.restoreAllMocks();
  if (!before) rmSync(KEPT, { force: true });
});

test.each([
  [
    'train-and-evaluate',
    /^head, epoch 2: \d\d\.\d % of 1000 validation images$/m,
    /\d\d\.\d\d % of the test/,
  ],
  ['attack-a-stored-network', /^softhebb: \d\d\.\d\d % of the test images$/m, /^ε 0\.1: FGSM leaves \d/m],
  ['own-training-loop', /^network, epoch 1: \d\d\.\d\d %/m, /\d\d\.\d\d % of the test/],
])('examples/%s.ts', async (name, ...says) => {
  let written = '';
  vi.spyOn(console, 'log').mockImplementation((...words: unknown[]) => {
    written += `${words.join(' ')}\n`;
  });
  await import(`../../examples/${name}.ts`);
  for (const words of says) expect(written).toMatch(words);
});
