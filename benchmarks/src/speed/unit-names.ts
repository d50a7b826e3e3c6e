/** Names of the units of work, in their order: known without what they compute with. */
export const UNIT_NAMES = [
  'hebbian-100',
  'hebbian-2000',
  'conv-100',
  'krotov-hopfield-100',
  'wp-head-2000',
  'backprop-100',
  'pgd-1000',
  'pgd-power-1000',
] as const;
