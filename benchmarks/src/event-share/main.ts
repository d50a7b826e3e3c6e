// At which share of spikes adding up the weights of those takes as long as a matrix product on this machine, beside the
// one that `@hebbench/spiking` goes by: `pnpm event-share`. It wants quiet cores.
import { openEngine, type EngineName } from '@hebbench/engine';
import { EVENT_SHARE } from '@hebbench/spiking';
import { parseArgs } from 'node:util';
import { parseCount } from '../cli/options.ts';
import { measureEventShare, type ReadLayer } from './measure.ts';

const { values } = parseArgs({
  options: {
    engine: { type: 'string', default: 'auto' },
    threads: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '15' },
  },
});
const threads = parseCount('threads', values.threads)!;
const rounds = parseCount('rounds', values.rounds)!;

/** Those of the suite `spiking`: what a hidden layer reads at its two scales, and what an output layer does. */
const LAYERS: readonly ReadLayer[] = [
  { inputs: 784, units: 1000, rows: 100 },
  { inputs: 784, units: 2000, rows: 100 },
  { inputs: 1000, units: 2000, rows: 100 },
];

const engine = await openEngine({ engine: values.engine as EngineName | 'auto', threads });
process.stdout.write(
  `Engine ${engine.name}: ${engine.detail}, ${engine.threads} ${engine.threads === 1 ? 'thread' : 'threads'}; medians of ${rounds} rounds. In use: ${percent(EVENT_SHARE)} of the values.\n`,
);
for (const layer of LAYERS) {
  const { inputs, units, rows, dense, events, crossing } = measureEventShare(layer, rounds);
  process.stdout.write(
    `${rows} rows of ${inputs}, ${units} units: a product takes ${dense.toFixed(2)} ms, adding up ${percent(EVENT_SHARE)} takes ${events.toFixed(2)} ms, ${percent(crossing)} as long as a product\n`,
  );
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
