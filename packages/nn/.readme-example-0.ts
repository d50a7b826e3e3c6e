import { createStreams } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { createNetwork, hiddenActivation, paperInitialWeights } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';

await openEngine();
const model = createNetwork({
  architecture: { inputs: 784, hidden: [100], classes: 10, nonnegative: true },
  activation: hiddenActivation(true),
  hidden: paperInitialWeights(true),
  output: paperInitialWeights(true),
  streams: createStreams(0),
});
console.log(model.logits(tf.zeros([1, 784])).shape);
model.dispose();
