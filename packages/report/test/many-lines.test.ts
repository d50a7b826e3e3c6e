import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { lineChart } from '../src/figures.ts';
import { SERIES_COLOURS } from '../src/svg.ts';

/** Colour and dashes of each line of a chart of so many. */
function looks(count: number): string[] {
  const points = Array.from({ length: count }, (_, i) =>
    [1, 2].map((x) => ({ series: `s${i}`, x, y: i })),
  ).flat();
  const svg = lineChart({ points, title: 't', description: 'd', xLabel: 'x', yLabel: 'y' });
  const { document } = parseHTML(svg);
  return [...document.querySelectorAll('[data-mark="line"]')].flatMap((group) =>
    [...group.querySelectorAll('path')].map(
      (path) => `${path.getAttribute('stroke')} ${group.getAttribute('stroke-dasharray') ?? 'solid'}`,
    ),
  );
}

test.each([1, SERIES_COLOURS.length, 10, 2 * SERIES_COLOURS.length])(
  '%d lines all look different',
  (count) => {
    const found = looks(count);
    expect(found).toHaveLength(count);
    expect(new Set(found).size).toBe(count);
  },
);
