import * as esbuild from 'esbuild';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sumParts } from '../src/speed/profile.ts';
import { createSourceLookup, type Place } from '../src/speed/source-map.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hebbench-source-map-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A bundle of one function of the engine's and one of a rule's, and where a function begins in it. */
async function bundled(): Promise<(name: string) => Place> {
  const sources = {
    'packages/engine/src/blas.ts': 'export function product(x: number): number {\n  return x * x;\n}\n',
    'packages/rule-x/src/step.ts':
      "import { product } from '../../engine/src/blas.ts';\nexport function step(x: number): number {\n  return product(x) + 1;\n}\n",
  };
  for (const [path, text] of Object.entries(sources)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const outfile = join(folder, 'out.js');
  await esbuild.build({
    entryPoints: [join(folder, 'packages/rule-x/src/step.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    sourcemap: true,
    sourcesContent: false,
  });
  const lines = readFileSync(outfile, 'utf8').split('\n');
  return (name) => {
    const lineNumber = lines.findIndex((line) => line.startsWith(`function ${name}(`));
    return {
      url: pathToFileURL(outfile).href,
      lineNumber,
      columnNumber: lines[lineNumber]!.indexOf('('),
    };
  };
}

test('a function of a bundle counts where its source lies', async () => {
  const placeOf = await bundled();
  const node = (id: number, functionName: string, children: number[] = []) => ({
    id,
    callFrame: { functionName, scriptId: '0', ...placeOf(functionName) },
    children,
  });
  const profile = sumParts({
    nodes: [node(1, 'step', [2]), node(2, 'product')],
    startTime: 0,
    endTime: 1,
    samples: [1, 2],
    timeDeltas: [1, 3],
  });
  expect(profile).toMatchObject({ products: 0.75, rule: 0.25 });
});

test('what has no source map is its own source', () => {
  const sourceOf = createSourceLookup();
  const url = pathToFileURL(join(folder, 'plain.js')).href;
  writeFileSync(join(folder, 'plain.js'), 'export {};\n');
  for (const each of [url, 'wasm://wasm/0019ea4a', 'node:internal/process', ''])
    expect(sourceOf({ url: each, lineNumber: 0, columnNumber: 0 })).toBe(each);
});
