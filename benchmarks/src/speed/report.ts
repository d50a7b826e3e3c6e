import { markdownTable, toCsv } from '@hebbench/report';
import type { SpeedMeasurement, SpeedResults } from './measurement.ts';
import { goalOf, missedText } from './goals.ts';
import { PARTS } from './profile.ts';
import { SCALING_UNITS, SPEED_UNITS } from './units.ts';

const COLUMNS = [
  'work',
  'ms',
  'ms_p10',
  'ms_p90',
  'updates',
  'engine',
  'threads',
  'gflops',
  'limit_share',
  'peer',
  'peer_ms',
  'ratio',
  'ratio_low',
  'ratio_high',
] as const;

/** The files of `reports/speed/`: `speed.csv` and `summary.md`. */
export function speedFiles(results: SpeedResults): Map<string, string> {
  return new Map([
    ['speed.csv', toCsv(COLUMNS, [...results.units, ...(results.scaling ?? [])].map(toRow))],
    ['summary.md', summary(results)],
  ]);
}

function toRow({ spread, peer, ...unit }: SpeedMeasurement): Record<string, string | number | undefined> {
  return {
    work: unit.work,
    ms: unit.ms.toFixed(3),
    ms_p10: spread[0].toFixed(3),
    ms_p90: spread[1].toFixed(3),
    updates: unit.updates,
    engine: unit.engine,
    threads: unit.threads,
    gflops: unit.gflops.toFixed(1),
    limit_share: unit.limitShare.toFixed(3),
    peer: peer?.name,
    peer_ms: peer?.ms.toFixed(3),
    ratio: peer?.ratio.toFixed(3),
    ratio_low: peer && Math.min(...peer.ratios).toFixed(3),
    ratio_high: peer && Math.max(...peer.ratios).toFixed(3),
  };
}

/** The measurements as a table for people. */
export function speedTable(units: readonly SpeedMeasurement[]): {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
} {
  const hasPeer = units.some(({ peer }) => peer);
  return {
    columns: [
      'work',
      'ms',
      '10 … 90 %',
      'GFLOP/s',
      'of limit',
      ...(hasPeer ? ['peer ms', 'ours/peer', 'goal'] : []),
    ],
    rows: units.map(({ work, ms, spread, gflops, limitShare, peer, engine }) => [
      work,
      digits(ms),
      spread.map(digits).join(' … '),
      gflops.toFixed(0),
      `${(100 * limitShare).toFixed(0)} %`,
      ...(peer
        ? [digits(peer.ms), peer.ratio.toFixed(2), `≤ ${goalOf(work, engine) ?? '–'}`]
        : hasPeer
          ? ['–', '–', '–']
          : []),
    ]),
  };
}

function digits(ms: number): string {
  return ms >= 100 ? ms.toFixed(0) : ms.toPrecision(3);
}

function summary(results: SpeedResults): string {
  const { engine, machine, units, limitGflops } = results;
  const { columns, rows } = speedTable(units);
  const peers = [...new Set(units.flatMap(({ peer }) => (peer ? [peer.name] : [])))];
  const titles = SPEED_UNITS.map(({ name, title }) => `- \`${name}\`: ${title}`);
  return `# Speed of training

Milliseconds an update, median.${
    peers.length > 0
      ? ` The peer is ${peers.join(', ')}: the same units of work, in turn with ours on the same machine; the ratio is the median over the rounds, below 1 where ours is faster.`
      : ''
  }

${markdownTable(columns, rows)}

${missedText(units)}${titles.join('\n')}

${profileText(results)}${scalingText(results)}Gathering the batch and drawing random numbers are part of an update. GFLOP/s count the matrix products alone; the limit is what the engine reaches in a large product here, ${limitGflops.toFixed(0)} GFLOP/s.

- Engine: ${engine.name} (${engine.detail}), ${engine.threads} thread${engine.threads === 1 ? '' : 's'}.
- Machine: ${machine.cpu}, ${machine.cores} cores, ${machine.platform}, Node ${machine.node}.
- Data: ${results.data}. Measured ${results.startedAt.slice(0, 10)}.
`;
}

/** What the time of each unit is made of. */
function profileText({ units }: SpeedResults): string {
  const profiled = units.flatMap(({ work, profile }) => (profile ? [{ work, profile }] : []));
  if (profiled.length === 0) return '';
  const rows = profiled.map(({ work, profile }) => [
    work,
    ...PARTS.map((part) => `${(100 * profile[part]).toFixed(0)} %`),
  ]);
  return `## Where the time goes

Shares of the time of this process's main thread, by its profiler, in a measurement of their own. Products: matrix products, native code included. Gathering: copying a batch together. Rule: loops of the rule itself. Tensors: all other operations on tensors. Memory: garbage collection.

${markdownTable(['work', ...PARTS], rows)}

Read it beside “of limit” above: where products take most of the time and run near the limit, they bound the unit. Products of small batches or few columns stay below it, as they read a large operand for little work.

`;
}

/** Cost against size, and what bounds it. */
function scalingText({ scaling }: SpeedResults): string {
  if (!scaling) return '';
  const { columns, rows } = speedTable(scaling);
  const titleOf = (work: string): string => SCALING_UNITS.find(({ name }) => name === work)?.title ?? work;
  return `## Scaling

One update of equation (1) at other sizes.

${markdownTable(
  ['size', ...columns.slice(1)],
  rows.map(([work, ...rest]) => [titleOf(work!), ...rest]),
)}

Large batches and layers are bounded by the matrix products. Small batches are bounded by memory: an update reads and writes the whole kernel however few images it is for. Narrow layers are bounded by the fixed cost of an update. The number of images does not matter: they stay bytes until their batch is used.

`;
}
