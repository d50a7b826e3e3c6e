/// <reference lib="dom" />

/** Draws the intervals of a table's rows on one scale, from the lowest to the highest of those that are shown. */
export function drawIntervals(table: HTMLTableElement, rows: readonly HTMLTableRowElement[]): void {
  const bars = rows.flatMap((row) => [...row.querySelectorAll<HTMLElement>('.interval')]);
  const values = bars.flatMap(({ dataset }) => [Number(dataset['low']), Number(dataset['high'])]);
  const [least, most] = [Math.max(0, Math.min(...values)), Math.min(100, Math.max(...values))];
  const range = most - least || 1;
  const at = (value: string | undefined): number =>
    Math.max(0, Math.min(100, (100 * (Number(value) - least)) / range));
  for (const bar of bars) {
    const [low, mean, high] = ['low', 'mean', 'high'].map((name) => at(bar.dataset[name]));
    bar.style.setProperty('--low', `${low}%`);
    bar.style.setProperty('--mean', `${mean}%`);
    bar.style.setProperty('--high', `${high}%`);
  }
  const scale = table.querySelector('[data-scale]');
  if (scale && bars.length > 0) scale.textContent = `${least.toFixed(1)} … ${most.toFixed(1)}`;
}
