/** The mean of at least one number. */
export function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, each) => sum + each, 0) / values.length;
}
