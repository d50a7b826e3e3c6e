// What FastHebb's batched form of a Hebbian update gains on this machine, and where it comes from: `pnpm fast-hebb`.
// It wants quiet cores. A loop's small products use one thread; `--threads 1` leaves the threads out of the comparison.
import { openEngine, type EngineName } from '@hebbench/engine';
import { parseArgs } from 'node:util';
import { parseCount } from '../cli/options.ts';
import { LAYERS } from './layers.ts';
import { measureLayer, type FormTime, type LayerTimes } from './measure.ts';

const { values } = parseArgs({
  options: {
    engine: { type: 'string', default: 'auto' },
    threads: { type: 'string' },
    rounds: { type: 'string', default: '15' },
  },
});
const threads = parseCount('threads', values.threads);
const rounds = parseCount('rounds', values.rounds)!;

const engine = await openEngine({
  engine: values.engine as EngineName | 'auto',
  ...(threads !== undefined && { threads }),
});
process.stdout.write(
  `Engine ${engine.name}: ${engine.detail}, ${engine.threads} threads; medians of ${rounds} rounds, in turn.\n`,
);
for (const layer of LAYERS) process.stdout.write(`\n${inWords(measureLayer(layer, rounds))}\n`);

/** A layer's times: how much longer each form takes, and how much of it are calls, how much memory. */
function inWords({ name, rows, patches, batched, gflops, forms }: LayerTimes): string {
  return [
    `${name} (${rows} rows)`,
    line('batched', batched, 1, `patches ${ms(patches)}, the rest at ${gflops.toFixed(0)} GFLOP/s`),
    ...forms.map((form) => line(form.name, form.milliseconds, form.factor, causes(form, patches))),
  ].join('\n');
}

function causes({ milliseconds, operations, gigabytes }: FormTime, patches: number): string {
  const rest = milliseconds - patches - operations;
  const calls = `calls of operations ${ms(operations)}`;
  if (rest <= 0) return `${calls}, nothing else that could be measured`;
  return `${calls}; the rest goes through ${gigabytes.toFixed(1)} GB at ${((1000 * gigabytes) / rest).toFixed(1)} GB/s`;
}

function line(form: string, milliseconds: number, factor: number, why: string): string {
  return `  ${form.padEnd(28)}${ms(milliseconds).padStart(10)}  × ${factor.toFixed(1).padEnd(6)}${why}`;
}

function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}
