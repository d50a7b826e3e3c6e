const DIGITS = 5;
/** Beyond these sizes a number is written with an exponent. */
const [SMALLEST, LARGEST] = [1e-4, 1e6];

/** Measurements of one column, all with as many decimals, and no −0; `–` where there is none. */
export function columnOf(values: readonly (number | undefined)[]): string[] {
  const short = values.map((value) => (value === undefined ? undefined : Number(value.toPrecision(DIGITS))));
  const plain = short.filter((value) => value !== undefined && !isOdd(value)) as number[];
  const decimals = Math.max(0, ...plain.map((value) => (String(value).split('.')[1] ?? '').length));
  return short.map((value) => {
    if (value === undefined) return '–';
    // The sum takes the sign of −0 away.
    const text = isOdd(value) ? value.toExponential() : (value + 0).toFixed(decimals);
    return text.replaceAll('-', '−').replace('e+', 'e');
  });
}

function isOdd(value: number): boolean {
  return value !== 0 && (Math.abs(value) < SMALLEST || Math.abs(value) >= LARGEST);
}
