import { openEngine } from '@hebbench/engine';
import { EVENT_SHARE } from '@hebbench/spiking';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { measureEventShare } from '../src/event-share/measure.ts';

beforeAll(async () => {
  await openEngine();
});

test('times are given, a share within the range that is looked at, and no tensor is left', () => {
  const before = tf.memory().numTensors;
  const found = measureEventShare({ inputs: 30, units: 20, rows: 4 }, 3);
  expect(found).toMatchObject({ inputs: 30, units: 20, rows: 4 });
  expect(found.dense).toBeGreaterThan(0);
  expect(found.events).toBeGreaterThan(0);
  expect(found.crossing).toBeGreaterThan(EVENT_SHARE / 16);
  expect(found.crossing).toBeLessThan(EVENT_SHARE * 16);
  expect(tf.memory().numTensors).toBe(before);
});
