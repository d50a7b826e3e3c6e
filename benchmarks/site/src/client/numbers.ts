/** A number for people: at most four digits, and no −0. */
export function numberText(value: number): string {
  const short = Number(value.toPrecision(4));
  if (short === 0) return '0';
  const size = Math.abs(short);
  const text = size >= 1e5 || size < 1e-3 ? short.toExponential() : String(short);
  return text.replaceAll('-', '−').replace('e+', 'e');
}

/** Limits of an axis in percent: nice numbers around the values, and never beyond 0 and 100. */
export function percentDomain(values: readonly number[]): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = Math.max((high - low) * 0.06, 0.5);
  const step = niceStep((high - low + 2 * room) / 5);
  return [
    Math.max(0, Math.floor((low - room) / step) * step),
    Math.min(100, Math.ceil((high + room) / step) * step),
  ];
}

function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5].find((factor) => factor * power >= least) ?? 10);
}
