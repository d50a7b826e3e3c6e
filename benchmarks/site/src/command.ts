import { messages } from '@hebbench/benchmarks/program';
import { readProgress, shown } from '@hebbench/benchmarks/published';
import { resolve } from 'node:path';
import { loadApi } from './build/api.ts';
import { buildAssets } from './build/assets.ts';
import { siteFiles } from './build/files.ts';
import { writeSite, type Written } from './build/write.ts';
import type { SiteFlags } from './flags.ts';
import { loadPublished, withRuns, type SiteSources } from './model/load.ts';
import { openBrowser } from './serve/open-browser.ts';
import { serveSite } from './serve/server.ts';
import { watchRecords } from './serve/watch.ts';

/** How often it is looked how far runs are. */
const LOOK_MILLISECONDS = 1000;

/**
 * `pnpm site`: builds the site, and with `--open` serves it until it is interrupted.
 * @returns the exit status, at once or once nobody is served any more
 * @throws {@link HebbenchError} `USAGE`, `NOT_WRITABLE`, `UNKNOWN_NAME` for a plug-in that cannot be found
 */
export async function siteCommand(
  flags: SiteFlags,
  port: number,
  plugins: readonly string[],
): Promise<number> {
  const out = resolve(flags.out);
  const [api, assets] = await Promise.all([
    flags['skip-api'] ? new Map<string, string>() : loadApi(),
    buildAssets(),
  ]);
  const sources: SiteSources = { runs: flags.runs, plugins, api, warn: messages.warn };
  const published = await loadPublished(sources);
  const made = new Map<string, string>();
  const write = async (): Promise<Written> =>
    writeSite(out, siteFiles(await withRuns(published, sources), { assets, live: flags.open, made }));
  const { files, bytes } = await write();
  messages.info(`${files} files, ${(bytes / 1e6).toFixed(1)} MB: ${shown(out)}/index.html`);
  if (!flags.open) return 0;
  const server = await serveSite(out, port);
  if (flags.runs !== undefined) {
    const folder = resolve(flags.runs);
    watchRecords(folder, async () => server.tell((await write()).changed));
    setInterval(() => server.tellTraining(readProgress(folder)), LOOK_MILLISECONDS);
    messages.info(`Runs in ${shown(folder)} are shown while they train.`);
  }
  messages.info(`${server.url} – Ctrl-C ends it.`);
  openBrowser(server.url);
  return new Promise(() => {});
}
