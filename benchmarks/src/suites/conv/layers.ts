import type { LayerSpec } from '@hebbench/core/basics';

/**
 * Convolutions with pooling, from the input upwards: the layers of Journé et al. (2023), whose channels grow fourfold as
 * their image shrinks to a quarter. 5 × 5 pixels, then 3 × 3; maxima of 4 × 4 at every second place, and means of 2 × 2
 * after the last of three.
 * @param channels - units of each layer at each position
 */
export function convolutions(channels: readonly number[]): LayerSpec[] {
  return channels.flatMap((units, i): LayerSpec[] => [
    { kind: 'conv', units, size: i === 0 ? 5 : 3, padding: 'same' },
    i < 2
      ? { kind: 'pool', by: 'max', size: 4, stride: 2, padding: 'same' }
      : { kind: 'pool', by: 'mean', size: 2, padding: 'same' },
  ]);
}
