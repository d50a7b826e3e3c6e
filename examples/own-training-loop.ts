// A training loop of one's own around a rule's steps: it stops when the validation images say so.
//
//   node --import tsx examples/own-training-loop.ts [auto|real|embedded]
import { createNetwork, evaluate, loadDataset, updates } from '@hebbench/hebbench';

const data = (process.argv[2] ?? 'auto') as 'auto' | 'real' | 'embedded';
const mnist = await loadDataset('mnist', { data, notify: console.warn });
const { fit, validation } = mnist.tuning;

const network = await createNetwork({
  rule: 'backprop',
  dataset: mnist,
  hidden: [50],
  budget: { headEpochs: 10 },
});

for (const phase of network.trainer.phases) {
  let best = 0;
  for (let epoch = 0; epoch < phase.epochs; epoch++) {
    for (const { batch, progress } of updates(network, phase, fit, epoch)) phase.step(batch, progress);
    const right = evaluate(network, validation);
    console.log(`${phase.name}, epoch ${epoch + 1}: ${right.toFixed(2)} % of the validation images`);
    // Less than half a point better than before is no reason to go on.
    if (right < best + 0.5) break;
    best = right;
  }
  phase.end?.();
}

console.log(`${evaluate(network, mnist.test).toFixed(2)} % of the test images`);
network.dispose();
