// Writes trained and converted networks for another simulator: `node --import tsx benchmarks/src/spiking-check/main.ts --to
// FOLDER`, then `benchmarks/independent/spikes.py FOLDER`. Spikes, drives and scores stand beside the weights, and how long
// they took.
import { createStreams } from '@hebbench/core';
import { openEngine, rangeToTensor } from '@hebbench/engine';
import { createNetwork, loadDataset, subset, trainNetwork, type Dataset } from '@hebbench/hebbench';
import {
  convert,
  createLayerRun,
  createSynapses,
  fillDrive,
  neuronOf,
  simulate,
  tidied,
  type SpikingNetwork,
} from '@hebbench/spiking';
import * as tf from '@tensorflow/tfjs-core';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { encodeNpy, type NpyValues } from '../export/npy.ts';

const { values } = parseArgs({
  options: { to: { type: 'string' }, 'data-dir': { type: 'string' } },
});
if (values.to === undefined) throw new Error('--to FOLDER is missing: where what is written goes.');
const to = values.to;

const STEPS = 100;
const IMAGES = 200;
const TRAINED_ON = 10_000;
const BALANCED_ON = 1000;
const REPEATS = 5;

/** Networks of the three drives that matter: ReLU, and equation (6) image by image. */
const NETWORKS = [
  { name: 'backprop', rule: 'backprop', nonnegative: false },
  { name: 'hebbian-wp-nonneg', rule: 'hebbian-wp', nonnegative: true },
] as const;

await openEngine({ threads: 1 });
const folder = values['data-dir'];
const mnist = await loadDataset('mnist', folder === undefined ? {} : { directory: folder });
mkdirSync(to, { recursive: true });
for (const each of NETWORKS) await write(each, mnist);
const manifest = {
  steps: STEPS,
  data: { origin: mnist.origin, digest: mnist.digest },
  processor: cpus()[0]!.model,
  networks: NETWORKS.map(({ name }) => name),
};
writeFileSync(join(to, 'manifest.json'), JSON.stringify(manifest, undefined, 2));

async function write(
  { name, rule, nonnegative }: (typeof NETWORKS)[number],
  dataset: Dataset,
): Promise<void> {
  const network = await createNetwork({
    rule,
    dataset,
    nonnegative,
    hidden: [500],
    preset: 'paper',
    budget: { hiddenEpochs: 2, headEpochs: 5 },
  });
  const first = Uint32Array.from({ length: TRAINED_ON }, (_, i) => i);
  await trainNetwork(network, dataset, { split: subset(dataset.train, first) });
  const balance = rangeToTensor(dataset.train.pixels, 0, BALANCED_ON, dataset.inputs, 1 / 255);
  const spiking = convert(network.model, balance);
  tf.dispose(balance);
  const images = dataset.test.pixels.slice(0, IMAGES * dataset.inputs);
  const npy = (what: string, shape: readonly number[], of: NpyValues): void =>
    writeFileSync(join(to, `${name}-${what}.npy`), encodeNpy(shape, of));
  const found = tidied(() => simulated(spiking, rangeToTensor(images, 0, IMAGES, dataset.inputs, 1 / 255)));
  const [layer] = spiking.layers as [SpikingNetwork['layers'][number]];
  const { kernel, bias, scale } = spiking.output;
  const units = layer.shape.units;
  npy('images', [IMAGES, dataset.inputs], images);
  npy('kernel', layer.kernel.shape, layer.kernel.dataSync<'float32'>().slice());
  npy('output', kernel.shape, kernel.dataSync<'float32'>().slice());
  npy('bias', bias.shape, bias.dataSync<'float32'>().slice());
  npy('drive', [IMAGES, units], found.drive);
  npy('spikes', [STEPS, IMAGES, units], found.spikes);
  npy('scores', [IMAGES, dataset.classes], found.scores);
  const { threshold, leak, reset, start } = neuronOf(layer.neuron);
  const about = { drive: layer.drive.kind, threshold, leak, reset, start, scale, seconds: found.seconds };
  writeFileSync(join(to, `${name}.json`), JSON.stringify(about, undefined, 2));
  process.stdout.write(`${name}: written\n`);
  spiking.dispose();
  network.dispose();
}

/** What the network does: its drive, every spike, its scores, and the median time of a simulation. */
function simulated(
  network: SpikingNetwork,
  x: tf.Tensor2D,
): { drive: Float32Array; spikes: Uint8Array; scores: Float32Array; seconds: number } {
  const [layer] = network.layers as [SpikingNetwork['layers'][number]];
  const { units } = layer.shape;
  const image = x.dataSync<'float32'>().slice();
  const drive = createSynapses(layer.shape, layer.kernel).currents(image);
  fillDrive(layer.drive, drive, units, drive);
  const run = createLayerRun(layer, IMAGES);
  const spikes = new Uint8Array(STEPS * IMAGES * units);
  for (let time = 1; time <= STEPS; time++) {
    run.step({ values: image, total: image, constant: true }, time);
    spikes.set(run.spikes, (time - 1) * IMAGES * units);
  }
  const streams = createStreams(0);
  let scores = new Float32Array();
  const seconds = Array.from({ length: REPEATS }, () => {
    const began = performance.now();
    scores = simulate(network, x, { steps: STEPS, streams }).glances[0]!.scores as Float32Array<ArrayBuffer>;
    return (performance.now() - began) / 1000;
  }).toSorted((a, b) => a - b);
  return { drive, spikes, scores, seconds: seconds[Math.floor(REPEATS / 2)]! };
}
