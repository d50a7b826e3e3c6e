// Attacks a network that is stored: by examples/train-and-evaluate.ts, or by `pnpm bench export CELL --to exported`.
//
//   node --import tsx examples/attack-a-stored-network.ts [auto|real|embedded] [exported/network.safetensors]
import { attack, evaluate, loadDataset, loadNetwork } from '@hebbench/hebbench';

const data = (process.argv[2] ?? 'auto') as 'auto' | 'real' | 'embedded';
const network = await loadNetwork(process.argv[3] ?? 'runs/examples/softhebb.safetensors');
const { rule, data: trainedOn } = network.description;
const dataset = await loadDataset(trainedOn.name, { data, notify: console.warn });
if (dataset.digest !== trainedOn.digest) console.warn('These are not the images that it was trained on.');

console.log(`${rule}: ${evaluate(network, dataset.test).toFixed(2)} % of the test images`);
for (const point of await attack(network, dataset, { epsilons: [0.05, 0.1], images: 50, steps: 10 })) {
  const { epsilon, fgsm, pgd, trustworthy, reason } = point;
  const doubt = trustworthy ? '' : `, not to be trusted: ${reason}`;
  console.log(`ε ${epsilon}: FGSM leaves ${fgsm.toFixed(1)} %, PGD ${pgd.toFixed(1)} %${doubt}`);
}
network.dispose();
