import type { SpikingNetwork } from './network.ts';
import { createNeurons } from './neurons.ts';
import { weighted, type OperationCounter } from './operations.ts';
import type { Runs } from './runs.ts';
import { createSynapses } from './synapses.ts';

/** What output neurons decide by their first spike, image by image. */
export interface Decisions {
  /** The class whose neuron spikes first; of several in one step, and where none spikes, that of the highest membrane. */
  readonly classes: Int32Array;
  /** The step of that spike; the last step where none spikes. */
  readonly steps: Int32Array;
  /** Whether one has spiked. */
  readonly decided: Uint8Array;
  /** Additions at synapses until then, a mean over the batch, if operations are counted. */
  readonly synaptic?: number;
}

/** Output neurons without leak, which integrate until one of them spikes. */
export interface FirstSpike {
  step(runs: Runs, time: number): void;
  decisions(steps: number): Decisions;
}

/** Output neurons at their beginning. */
export function createFirstSpike(
  { output, architecture }: SpikingNetwork,
  batch: number,
  counter?: OperationCounter,
): FirstSpike {
  const { classes } = architecture;
  const synapses = createSynapses(
    { spec: { kind: 'dense', units: classes }, fanIn: output.kernel.shape[0], units: classes },
    output.kernel,
  );
  const bias = output.bias.dataSync<'float32'>().map((each) => each / output.scale);
  const neurons = createNeurons({ threshold: output.threshold, reset: 'subtract' }, batch * classes);
  const spikes = new Float32Array(batch * classes);
  const decided = new Uint8Array(batch);
  const found = { classes: new Int32Array(batch), steps: new Int32Array(batch) };
  let synaptic = 0;

  const costOf = (runs: Runs, image: number): number => {
    const { inputEvents, layers } = runs.counted();
    const sources = [...(inputEvents ? [inputEvents] : []), ...layers.map(({ events }) => events)];
    const fanOut = counter!.fanOut.slice(counter!.fanOut.length - sources.length);
    return sources.reduce((sum, events, i) => {
      const { present } = fanOut[i]!;
      const own = events.subarray(image * present.length, (image + 1) * present.length);
      return sum + weighted(own, present);
    }, 0);
  };
  const decide = (runs: Runs, image: number, time: number): void => {
    found.steps[image] = time;
    if (counter) synaptic += costOf(runs, image);
  };
  let last: Runs | undefined;

  return {
    step(runs, time) {
      last = runs;
      const currents = synapses.currents(runs.passedOn().passed);
      for (let i = 0; i < currents.length; i++) currents[i]! += bias[i % classes]!;
      neurons.step(currents, spikes);
      for (let image = 0; image < batch; image++) {
        if (decided[image]) continue;
        const winner = highestOf(spikes, neurons.membranes, image, classes);
        if (winner === undefined) continue;
        decided[image] = 1;
        found.classes[image] = winner;
        decide(runs, image, time);
      }
    },
    decisions(steps) {
      for (let image = 0; image < batch; image++) {
        if (decided[image]) continue;
        found.classes[image] = highest(neurons.membranes, image, classes);
        decide(last!, image, steps);
      }
      return { ...found, decided, ...(counter && { synaptic: synaptic / batch }) };
    },
  };
}

/** Of the classes that spike, the one with the highest membrane; their thresholds are alike. */
function highestOf(
  spikes: Float32Array,
  membranes: Float32Array,
  image: number,
  classes: number,
): number | undefined {
  let best: number | undefined;
  for (let k = 0; k < classes; k++) {
    const at = image * classes + k;
    if (spikes[at] === 0) continue;
    if (best === undefined || membranes[at]! > membranes[image * classes + best]!) best = k;
  }
  return best;
}

function highest(membranes: Float32Array, image: number, classes: number): number {
  let best = 0;
  for (let k = 1; k < classes; k++)
    if (membranes[image * classes + k]! > membranes[image * classes + best]!) best = k;
  return best;
}
