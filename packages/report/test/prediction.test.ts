import { expect, test } from 'vitest';
import { predictionInterval, summarise } from '../src/index.ts';

test('one more value falls within t sd √(1 + 1/n) of the mean', () => {
  // t(0.975, 2) = 4.3027, sd = 1, √(4/3) = 1.1547.
  const [low, high] = predictionInterval(summarise([1, 2, 3])!)!;
  expect(low).toBeCloseTo(2 - 4.9683, 3);
  expect(high).toBeCloseTo(2 + 4.9683, 3);
});

test('one value alone says nothing of the next', () => {
  expect(predictionInterval(summarise([5])!)).toBeUndefined();
});
