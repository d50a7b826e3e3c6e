import {
  createStreams,
  HebbenchError,
  type Batch,
  type Model,
  type Phase,
  type Trainer,
} from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { patternImages } from '@hebbench/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  accuracy,
  changePhases,
  createNetwork,
  frozenAccuracy,
  labelBalancedOrder,
  predictions,
  relu,
  restoreVariables,
  saveVariables,
  shuffledOrder,
  subset,
  train,
  updatesOfPhase,
  updatesPerEpoch,
  weightVariables,
} from '../src/index.ts';

beforeAll(async () => {
  await openEngine();
});

describe('sampling', () => {
  test.each([
    { epochs: 2, count: 100, batchSize: 30, updates: 6 },
    { epochs: 1, count: 10, batchSize: 30, updates: 1 },
    { epochs: 0, count: 100, batchSize: 30, updates: 0 },
    { epochs: 0.5, count: 100, batchSize: 10, updates: 5 },
    { epochs: 0.01, count: 100, batchSize: 10, updates: 1 },
  ])('$epochs epochs of $count samples in batches of $batchSize are $updates updates', (each) => {
    expect(updatesOfPhase(each.epochs, each.count, each.batchSize)).toBe(each.updates);
  });

  test('a shuffled epoch has each sample once', () => {
    const order = shuffledOrder(50, createStreams(0).stream('x'));
    expect([...order].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
  });

  test('label-balanced batches have as many samples of each class, up to one', () => {
    const problems = fc.record({
      labels: fc.uint8Array({ min: 0, max: 3, minLength: 1, maxLength: 60 }),
      batchSize: fc.integer({ min: 1, max: 25 }),
      seed: fc.nat(),
    });
    fc.assert(
      fc.property(problems, ({ labels, batchSize, seed }) => {
        const order = labelBalancedOrder(labels, 4, batchSize, createStreams(seed).stream('x'));
        const size = Math.min(batchSize, labels.length);
        expect(order.length).toBe(updatesPerEpoch(labels.length, batchSize) * size);
        const present = [...new Set(labels)];
        for (let start = 0; start < order.length; start += size) {
          const batch = [...order.subarray(start, start + size)].map((i) => labels[i]!);
          const counts = present.map((label) => batch.filter((each) => each === label).length);
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

const ARCHITECTURE = { inputs: 6, hidden: [5, 4], classes: 3, nonnegative: false };

/** A trainer that writes down what its steps get. */
function recorder(phases: Partial<Phase>[], log: (batch: Batch, phase: string) => void): Trainer {
  const initial = { kind: 'normal', sd: 0.5 } as const;
  const model = createNetwork({
    architecture: ARCHITECTURE,
    activation: relu,
    hidden: initial,
    output: initial,
    streams: createStreams(1),
  });
  const variables = weightVariables(model);
  return {
    model,
    variables,
    dispose: () => model.dispose(),
    phases: phases.map((phase, i) => ({
      name: `phase-${i}`,
      trains: 'hidden',
      epochs: 1,
      batchSize: 10,
      sampling: 'shuffled',
      input: { kind: 'pixels' },
      step: (batch) => log(batch, `phase-${i}`),
      ...phase,
    })),
  };
}

describe('train', () => {
  const split = patternImages(ARCHITECTURE, 40);
  const options = { dataset: ARCHITECTURE, split, streams: createStreams(2) };

  test('batches hold the pixels, scaled to [0, 1], and the labels of the same images', async () => {
    let seen = 0;
    const trainer = recorder([{}], ({ x, labels, labelsOnHost, size }) => {
      expect(x.shape).toEqual([size, 6]);
      expect([...labels.dataSync()]).toEqual([...labelsOnHost]);
      const rows = x.arraySync();
      rows.forEach((row, n) => {
        const index = Array.from({ length: split.count }, (_, i) => i).find((i) =>
          row.every((value, j) => Math.abs(value - split.pixels[i * 6 + j]! / 255) < 1e-6),
        );
        expect(split.labels[index!]).toBe(labelsOnHost[n]);
      });
      seen += size;
    });
    const records = await train(trainer, options);
    expect(seen).toBe(40);
    expect(records).toMatchObject([{ name: 'phase-0', updates: 4, epochs: 1 }]);
    trainer.dispose();
  });

  test.each([1, 3, 10, 64])('parts of %i samples are the batch, in its order', async (samples) => {
    const trainer = recorder([{}], ({ x, parts, size }) => {
      const before = tf.memory().numTensors;
      const rows: number[][] = [];
      for (const part of parts(samples)) {
        expect(part.shape).toEqual([Math.min(samples, size - rows.length), 6]);
        rows.push(...part.arraySync());
      }
      expect(rows).toEqual(x.arraySync());
      for (const part of parts(samples)) if (part.shape[0] > 0) break;
      expect(tf.memory().numTensors, 'tensors after the parts').toBe(before);
    });
    await train(trainer, options);
    trainer.dispose();
  });

  test.each([0, -1, 2.5, Number.NaN])('parts of %d samples are refused', async (samples) => {
    const trainer = recorder([{}], ({ parts }) => {
      expect(() => [...parts(samples)]).toThrow(RangeError);
    });
    await train(trainer, options);
    trainer.dispose();
  });

  test('a batch lasts through the step, also when it is first read within a tidy', async () => {
    const trainer = recorder([{}], (batch) => {
      const first = tf.tidy(() => batch.x.arraySync());
      expect(batch.x.arraySync()).toEqual(first);
    });
    const before = tf.memory().numTensors;
    await train(trainer, options);
    expect(tf.memory().numTensors).toBe(before);
    trainer.dispose();
  });

  test('frozen activity is what the model computes, layer by layer', async () => {
    const trainer = recorder(
      [{ input: { kind: 'activity', layer: 1 } }, { input: { kind: 'activity', layer: 2 } }],
      ({ x, labelsOnHost }, phase) => {
        const layer = phase === 'phase-0' ? 1 : 2;
        expect(x.shape[1]).toBe(ARCHITECTURE.hidden[layer - 1]);
        tf.tidy(() => {
          const all = trainer.model.activity(
            tf.tensor2d(
              Float32Array.from(split.pixels, (value) => value / 255),
              [40, 6],
            ),
            layer,
          );
          const rows = all.arraySync() as number[][];
          (x.arraySync() as number[][]).forEach((row, n) => {
            const index = rows.findIndex(
              (each, i) =>
                split.labels[i] === labelsOnHost[n] &&
                each.every((value, j) => Math.abs(value - row[j]!) < 1e-5),
            );
            expect(index).toBeGreaterThanOrEqual(0);
          });
        });
      },
    );
    await train(trainer, options);
    trainer.dispose();
  });

  test('epochs are told, phases begin and end', async () => {
    const told: string[] = [];
    const trainer = recorder(
      [
        { epochs: 2, begin: ({ x }) => told.push(`begin ${x.shape}`), end: () => told.push('end') },
        { epochs: 0 },
      ],
      () => {},
    );
    await train(trainer, {
      ...options,
      onEpoch: ({ phase, epoch }) => void told.push(`${phase.name} ${epoch}`),
    });
    expect(told).toEqual(['begin 40,6', 'phase-0 1', 'phase-0 2', 'end']);
    trainer.dispose();
  });

  test('phases with changes keep their other members, those of a class too', async () => {
    const told: string[] = [];
    class OfClass implements Phase {
      readonly name = 'of-class';
      readonly trains = 'hidden';
      readonly epochs = 1;
      readonly batchSize = 10;
      readonly sampling = 'shuffled';
      readonly input = { kind: 'pixels' } as const;
      readonly #told = told;
      begin(): void {
        this.#told.push('begin');
      }
      step(): void {
        this.#told.push('step');
      }
      end(): void {
        this.#told.push('end');
      }
    }
    const plain = recorder([{}], () => told.push('step of another'));
    const trainer = { ...plain, phases: [new OfClass(), ...plain.phases] };
    const changed = changePhases(trainer, () => ({ batchSize: 40 }));
    expect(changed.phases[1]!.begin).toBeUndefined();
    await train(changed, options);
    expect(told).toEqual(['begin', 'step', 'end', 'step of another']);
    changed.dispose();
  });

  test('a step that throws leaves no tensor behind', async () => {
    const trainer = recorder([{}], () => {
      throw new Error('broken');
    });
    const before = tf.memory().numTensors;
    await expect(train(trainer, options)).rejects.toThrow('broken');
    expect(tf.memory().numTensors).toBe(before);
    trainer.dispose();
  });

  test('variables are saved and restored; those of another network are refused', () => {
    const trainer = recorder([{}], () => {});
    const saved = saveVariables(trainer);
    const kernel = trainer.variables['output/kernel']!;
    const before = [...kernel.dataSync()];
    tf.tidy(() => kernel.assign(tf.zerosLike(kernel)));
    restoreVariables(trainer, saved);
    expect([...kernel.dataSync()]).toEqual(before);
    expect(() =>
      restoreVariables(trainer, { ...saved, extra: { shape: [1], data: new Float32Array(1) } }),
    ).toThrow(HebbenchError);
    trainer.dispose();
  });
});

describe('accuracy', () => {
  test('counts right answers, over batches of any size', () => {
    const trainer = recorder([], () => {});
    const split = patternImages(ARCHITECTURE, 23);
    const classes = predictions(trainer.model, split);
    const right = classes.filter((each, i) => each === split.labels[i]).length;
    for (const batchSize of [1, 5, 100]) {
      expect(accuracy(trainer.model, split, { batchSize })).toBeCloseTo((100 * right) / 23, 6);
    }
    expect(accuracy(trainer.model, { ...split, labels: classes })).toBe(100);
    expect(predictions(trainer.model, split, { limit: 4 })).toEqual(classes.subarray(0, 4));
    trainer.dispose();
  });

  test('of frozen hidden layers it is the same as anew, and follows the output layer', () => {
    const trainer = recorder([], () => {});
    const split = patternImages(ARCHITECTURE, 23);
    let computed = 0;
    const { model } = trainer;
    const counted: Model = {
      ...model,
      activity: (...call) => {
        computed++;
        return model.activity(...call);
      },
    };
    const frozen = frozenAccuracy(counted, split, { limit: 20 });
    const once = computed;
    const found = [0, 2].map((best) => {
      const bias = Array.from({ length: ARCHITECTURE.classes }, (_, label) => (label === best ? 1e3 : 0));
      tf.tidy(() => trainer.variables['output/bias']!.assign(tf.tensor1d(bias)));
      expect(frozen()).toBe(accuracy(model, split, { limit: 20 }));
      return frozen();
    });
    expect(found[0]).not.toBe(found[1]);
    expect(computed).toBe(once);
    trainer.dispose();
  });

  test('of a model whose scores do not come of the activity, it asks for the scores', () => {
    const trainer = recorder([], () => {});
    const split = patternImages(ARCHITECTURE, 23);
    const { model } = trainer;
    const other: Model = { ...model, logits: (x) => tf.tidy(() => tf.neg(model.logits(x))) };
    expect(frozenAccuracy(other, split)()).toBe(accuracy(other, split));
    expect(accuracy(other, split)).not.toBe(accuracy(model, split));
    trainer.dispose();
  });

  test('a subset holds the chosen images with their labels', () => {
    const split = patternImages(ARCHITECTURE, 10);
    const part = subset(split, Uint32Array.of(7, 2));
    expect(part.count).toBe(2);
    expect([...part.labels]).toEqual([split.labels[7], split.labels[2]]);
    expect([...part.pixels.subarray(0, 6)]).toEqual([...split.pixels.subarray(42, 48)]);
  });
});
