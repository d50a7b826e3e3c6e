import { AsyncLocalStorage } from 'node:async_hooks';
import type { LineChartOptions } from './line-chart-options.ts';

const recording = new AsyncLocalStorage<Map<string, LineChartOptions>>();

/**
 * What stands for a chart while charts are recorded; `undefined` while they are drawn.
 * @param options - what the chart shows
 */
export function recordChart(options: LineChartOptions): string | undefined {
  const charts = recording.getStore();
  if (!charts) return undefined;
  const key = `<svg data-recorded="${charts.size}"></svg>\n`;
  charts.set(key, options);
  return key;
}

/** The files of a report, with what its charts show in place of their pictures. */
export interface RecordedFiles {
  /** All files but the charts, by name. Pages hold no pictures of the charts. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  /** What the charts show, by the names of their files. */
  readonly charts: ReadonlyMap<string, LineChartOptions>;
}

/**
 * Makes the files of a report without drawing its charts: whoever draws them himself, for instance with values under the
 * pointer, gets what they show.
 * @param make - makes the files of a report by name
 */
export async function recordCharts(
  make: () => Promise<ReadonlyMap<string, string | Uint8Array>>,
): Promise<RecordedFiles> {
  const recorded = new Map<string, LineChartOptions>();
  const made = await recording.run(recorded, make);
  const charts = new Map<string, LineChartOptions>();
  const files = new Map<string, string | Uint8Array>();
  for (const [name, content] of made) {
    const options = typeof content === 'string' ? recorded.get(content) : undefined;
    if (options) charts.set(name, options);
    else files.set(name, content);
  }
  return { files, charts };
}
