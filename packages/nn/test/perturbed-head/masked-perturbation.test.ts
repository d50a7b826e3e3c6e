import { createStreams } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { expectMatrix, randomMatrix, toMatrix } from '@hebbench/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, test } from 'vitest';
import { z } from 'zod';
import { createNetwork, createPerturbedHead, normalisedRelu, perturbedHeadFields } from '../../src/index.ts';
import { drawPerturbation } from '../../src/perturbed-head/perturbation.ts';

beforeAll(async () => {
  await openEngine();
});

test('weights at 0 that are not perturbed leave no trace in E^pert: equation (3) with ξ masked twice', () => {
  const [sigma, eta, beta] = [0.3, 0.5, 2];
  const options = {
    ...z.strictObject(perturbedHeadFields).parse({ perturbs: 'present' }),
    outputLearningRate: eta,
    perturbationVariance: sigma ** 2,
    alpha: 0,
    beta,
    gamma: 0,
  };
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const streams = createStreams(seed);
      const w = randomMatrix(5, 3, streams.stream('w'), -0.5, 1).map((row) =>
        row.map((each) => Math.max(0, each)),
      );
      const x = randomMatrix(4, 5, streams.stream('x'), 0);
      const labels = [0, 1, 2, 0];
      const model = createNetwork({
        architecture: { inputs: 6, hidden: [5], classes: 3, nonnegative: true },
        activation: normalisedRelu,
        hidden: { kind: 'uniform', low: 0, high: 1 },
        output: { kind: 'uniform', low: 0, high: 1 },
        streams,
      });
      const error = (kernel: readonly number[][]): number =>
        x.reduce((total, row, n) => {
          const y = kernel[0]!.map((_, k) => row.reduce((sum, each, i) => sum + each * kernel[i]![k]!, 0));
          return total + Math.log(y.reduce((sum, each) => sum + Math.exp(each), 0)) - y[labels[n]!]!;
        }, 0) / x.length;
      tf.tidy(() => {
        model.outputKernel.assign(tf.tensor2d(w));
        const drawn = drawPerturbation([5, 3], 1, sigma ** 2, streams.child('perturb').stream('0'));
        const xi = toMatrix(drawn).map((row, i) => row.map((each, k) => (w[i]![k] === 0 ? 0 : each)));
        const perturbed = w.map((row, i) => row.map((each, k) => each + xi[i]![k]!));
        const difference = error(perturbed) - error(w);
        const expected = w.map((row, i) =>
          row.map((each, k) =>
            Math.max(0, each - ((eta * eta * beta) / sigma ** 2) * difference * xi[i]![k]!),
          ),
        );
        const step = createPerturbedHead(
          model,
          options,
          { hiddenEpochs: 1, headEpochs: 1 },
          streams.child('perturb'),
        );
        step.step(tf.tensor2d(x), tf.tensor1d(labels, 'int32'), { update: 0, fraction: 0 });
        expectMatrix(model.outputKernel, expected, 1e-4, 1);
      });
      model.dispose();
    }),
    { numRuns: 30 },
  );
});
