import { medianLifetime } from '@hebbench/analysis';
import type { Seen, TrainingPoint } from './watch.ts';

/**
 * What stopping at the best epoch would have gained, in percentage points on test images. The epoch is chosen on
 * validation images, so that it is no gain of chance.
 * @returns `undefined` without points
 */
export function stoppingGain(points: readonly TrainingPoint[]): number | undefined {
  const last = points.at(-1);
  if (!last) return undefined;
  const best = points.reduce((a, b) => (b.validation > a.validation ? b : a));
  return best.test - last.test;
}

/** Numbers of long training, as far as the network has them: the control's hidden layer never learns. */
export function longTrainingMetrics({ points, lifetimes }: Seen): Record<string, number> {
  const learning = points.filter(({ synapses }) => synapses);
  const hidden = points.filter(({ trains }) => trains === 'hidden');
  const output = points.filter(({ trains }) => trains !== 'hidden');
  const [first, last] = [learning[0]?.synapses, learning.at(-1)?.synapses];
  const median = medianLifetime(lifetimes);
  return withValues({
    outputGain: stoppingGain(output),
    hiddenGain: stoppingGain(hidden),
    silent: last?.silent,
    born: last?.born,
    lost: last?.lost,
    change: last?.change,
    changeLeft: first && last && first.change > 0 ? last.change / first.change : undefined,
    medianLifetime: median,
  });
}

function withValues(numbers: Readonly<Record<string, number | undefined>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(numbers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}
