/**
 * How many random moments a test of interruptions tries of each kind.
 * @param usual - unless `HEBBENCH_TEST_MOMENTS` asks for more
 */
export function numberOfMoments(usual: number): number {
  return Number(process.env['HEBBENCH_TEST_MOMENTS'] || usual);
}

/** Another seed each time, to be printed by its test; `HEBBENCH_TEST_SEED` repeats one. */
export function seedOfThisTest(): number {
  return Number(process.env['HEBBENCH_TEST_SEED'] || Math.floor(Math.random() * 2 ** 31));
}
