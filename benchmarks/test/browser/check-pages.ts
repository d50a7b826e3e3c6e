import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publishedPages, type PublishedPage } from '../pages.ts';

/**
 * `pnpm check:pages`: axe's rules, contrast among them, on every published page in the Chromium of this machine
 * (`CHROMIUM`, or `chromium` in the path), on a phone's and a desktop's width, in light and in dark mode; with a word,
 * on the pages that have it in their path.
 */

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const BROWSER = process.env['CHROMIUM'] ?? 'chromium';
const WIDTHS = [390, 1200];
/** Blink's names for what the system prefers. */
const SCHEMES = { dark: 0, light: 1 } as const;

interface Findings {
  readonly width: number;
  readonly dark: boolean;
  /** Widest content: more than the window means that the whole page scrolls sideways. */
  readonly contentWidth: number;
  /** Captions that reach beyond the part of their table that is seen before it is scrolled. */
  readonly cutCaptions: readonly string[];
  readonly violations: readonly { readonly id: string; readonly targets: readonly string[] }[];
}

/** Reports to the frame around it, which a browser without a window can make as narrow as a phone. */
const REPORTER = `
axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => parent.postMessage({
  width: innerWidth,
  dark: matchMedia('(prefers-color-scheme: dark)').matches,
  contentWidth: document.documentElement.scrollWidth,
  cutCaptions: [...document.querySelectorAll('.scroll caption')]
    .filter((caption) => {
      const seen = caption.closest('.scroll').getBoundingClientRect();
      return caption.getBoundingClientRect().right > seen.right + 1;
    })
    .map(({ textContent }) => textContent.slice(0, 60)),
  violations: violations.map(({ id, nodes }) => ({ id, targets: nodes.map(({ target }) => target.join(' ')) })),
}, '*'));
`;

const FRAME = (width: number): string => `<!doctype html><iframe src="page.html" width="${width}" height="900"
style="border: 0"></iframe><pre></pre><script>
addEventListener('message', ({ data }) => { document.querySelector('pre').textContent = JSON.stringify(data); });
</script>`;

function check({ file }: PublishedPage, width: number, scheme: keyof typeof SCHEMES): Findings {
  const folder = mkdtempSync(join(tmpdir(), 'hebbench-page-'));
  try {
    const page = readFileSync(file, 'utf8');
    writeFileSync(
      join(folder, 'page.html'),
      page.replace('</body>', () => `<script>${AXE}</script><script>${REPORTER}</script></body>`),
    );
    writeFileSync(join(folder, 'frame.html'), FRAME(width));
    const { stdout, error } = spawnSync(
      BROWSER,
      [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        `--blink-settings=preferredColorScheme=${SCHEMES[scheme]}`,
        `--window-size=${Math.max(...WIDTHS) + 40},1000`,
        '--virtual-time-budget=60000',
        '--dump-dom',
        `file://${join(folder, 'frame.html')}`,
      ],
      { encoding: 'utf8', timeout: 180_000, maxBuffer: 2 ** 28 },
    );
    if (error) throw error;
    const text = /<pre>(.*?)<\/pre>/s.exec(stdout)?.[1] ?? '';
    if (text === '') throw new Error(`${BROWSER} reported nothing on ${file}`);
    return JSON.parse(unescapeHtml(text)) as Findings;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function unescapeHtml(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

let problems = 0;
const [only = ''] = process.argv.slice(2);
const pages = publishedPages().filter(({ name }) => name.includes(only));
if (pages.length === 0) throw new Error(`No published page has “${only}” in its path: nothing was checked.`);
for (const page of pages) {
  for (const width of WIDTHS) {
    for (const scheme of ['light', 'dark'] as const) {
      const found = check(page, width, scheme);
      if (found.width !== width || found.dark !== (scheme === 'dark'))
        throw new Error(`${BROWSER} showed ${page.name} ${found.width} wide, dark: ${found.dark}`);
      const complaints = [
        ...found.violations.map(({ id, targets }) => `${id}: ${targets.slice(0, 3).join(', ')}`),
        ...(found.contentWidth > width ? [`it is ${found.contentWidth} wide and scrolls sideways`] : []),
        ...found.cutCaptions.map((caption) => `the caption “${caption}…” is cut off`),
      ];
      problems += complaints.length;
      process.stdout.write(
        `${complaints.length === 0 ? 'ok    ' : 'FAILED'}  ${page.name}  ${width} px, ${scheme}\n`,
      );
      for (const complaint of complaints) process.stdout.write(`        ${complaint}\n`);
    }
  }
}
process.stdout.write(`${problems} problems\n`);
process.exitCode = problems > 0 ? 1 : 0;
