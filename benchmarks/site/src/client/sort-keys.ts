/** The number that a cell begins with; `undefined` without one. */
export function numberOf(text: string): number | undefined {
  const value = Number.parseFloat(text.replace(/^[<>≈] */, '').replace('−', '-'));
  return Number.isNaN(value) ? undefined : value;
}

/** Order of two cells: numbers as numbers, words as words, and what is missing last whichever way the order goes. */
export function compareKeys(a: string, b: string, down: boolean): number {
  const [m, n] = [numberOf(a), numberOf(b)];
  if (m === undefined && n === undefined) return down ? b.localeCompare(a) : a.localeCompare(b);
  if (m === undefined) return 1;
  if (n === undefined) return -1;
  return down ? n - m : m - n;
}
