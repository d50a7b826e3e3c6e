import { describe, expect, test } from 'vitest';
import { JOINT_DIGESTS } from '../../src/joint/digests.ts';
import { findFilesOf, loadDataset } from '../../src/load.ts';
import { findDefinition } from '../../src/registry.ts';

describe.each(Object.entries(JOINT_DIGESTS))('%s', (name, digest) => {
  const definition = findDefinition(name);

  test('is a set of two whose own images are known', () => {
    expect(definition.digest).toBe(digest);
    expect(definition.joined?.sets.map((set) => set.digest)).not.toContain(undefined);
  });

  // Its images are the publishers', which are on machines that have them.
  const directory = process.env['HEBBENCH_DATA_DIR'];
  const isHere = definition.joined!.sets.every((set) => findFilesOf(set, directory) !== undefined);
  test.skipIf(!isHere)('is the one that is known where both parts are their publishers’', async () => {
    const dataset = await loadDataset(name, {
      data: 'real',
      ...(directory !== undefined && { directory }),
    });
    expect(dataset.digest).toBe(digest);
  });
});
