import { build, transform } from 'esbuild';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const CLIENT = fileURLToPath(new URL('../client', import.meta.url));
const STYLE = fileURLToPath(new URL('../style', import.meta.url));

/**
 * Scripts and the style sheet, by their paths. Scripts are classic ones: browsers do not load modules from a file
 * system.
 */
export async function buildAssets(): Promise<Map<string, string>> {
  const { outputFiles } = await build({
    entryPoints: ['site', 'charts', 'search'].map((name) => `${CLIENT}/${name}.ts`),
    bundle: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    write: false,
    outdir: 'assets',
  });
  const sheets = readdirSync(STYLE)
    .filter((name) => name.endsWith('.css'))
    .toSorted();
  const style = sheets.map((name) => readFileSync(`${STYLE}/${name}`, 'utf8')).join('\n');
  return new Map([
    ...outputFiles.map(({ path, text }) => [`assets/${path.split(/[/\\]/).at(-1)}`, text] as const),
    ['assets/site.css', (await transform(style, { loader: 'css', minify: true })).code],
    ['assets/icon.svg', readFileSync(`${STYLE}/icon.svg`, 'utf8')],
  ]);
}
