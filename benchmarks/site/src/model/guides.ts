import { REPOSITORY, SUITES } from '@hebbench/benchmarks/published';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { titleOf } from '../markdown/parse.ts';
import type { SiteGuide } from './types.ts';

/** Pages beside those of `docs/`. */
const OTHERS = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'benchmarks/peers/README.md'];

/** Everything in Markdown that people read: guides, READMEs, and reports that no suite writes. */
export function loadGuides(root: string = REPOSITORY): SiteGuide[] {
  const named = (folder: string): string[] =>
    filesIn(join(root, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}/${name}`);
  const packages = filesIn(join(root, 'packages')).map((name) => `packages/${name}/README.md`);
  const sources = [...OTHERS, ...named('docs'), ...packages, ...otherReports(root)];
  return sources
    .filter((source) => existsSync(join(root, source)))
    .map((source): SiteGuide => {
      const text = readFileSync(join(root, source), 'utf8');
      return {
        source,
        path: `guides/${guideName(source)}.html`,
        title: titleOf(text) ?? source,
        text,
      };
    });
}

/** Reports that are no suite's: of speed, and of checks by other programs. */
function otherReports(root: string): string[] {
  const suites = new Set(SUITES.map(({ name }) => name));
  return readdirSync(join(root, 'reports'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .filter((name) => {
      const [suite = '', folder = ''] = name.split('/');
      return !suites.has(suite) || !/^(?:smoke|quick|paper)-/.test(folder);
    })
    .map((name) => `reports/${name}`);
}

/** `docs/own-data.md` → `own-data`, `packages/nn/README.md` → `package-nn`. */
function guideName(source: string): string {
  const folders = dirname(source).split('/');
  if (folders[0] === 'packages') return `package-${folders[1]}`;
  const name = basename(source, '.md').toLowerCase();
  return folders[0] === 'reports' || folders[0] === 'benchmarks' ? [...folders, name].join('-') : name;
}

function filesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).toSorted() : [];
}
