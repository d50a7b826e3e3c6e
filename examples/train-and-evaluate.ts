// Trains a network with a learning rule, measures it, and keeps it.
//
//   node --import tsx examples/train-and-evaluate.ts [auto|real|embedded]
import { createNetwork, evaluate, loadDataset, saveNetwork, trainNetwork } from '@hebbench/hebbench';

const data = (process.argv[2] ?? 'auto') as 'auto' | 'real' | 'embedded';
const mnist = await loadDataset('mnist', { data, notify: console.warn });

const network = await createNetwork({
  rule: 'softhebb',
  dataset: mnist,
  hidden: [100],
  budget: { hiddenEpochs: 1, headEpochs: 2 },
  seed: 1,
});

await trainNetwork(network, mnist, {
  onEpoch: ({ phase, epoch }) => {
    const right = evaluate(network, mnist.tuning.validation, { limit: 1000 });
    console.log(`${phase.name}, epoch ${epoch}: ${right.toFixed(1)} % of 1000 validation images`);
  },
});

console.log(`${evaluate(network, mnist.test).toFixed(2)} % of the test images`);
await saveNetwork(network, 'runs/examples/softhebb.safetensors');
network.dispose();
