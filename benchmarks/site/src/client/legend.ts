/// <reference lib="dom" />
import * as Plot from '@observablehq/plot';
import type { SeriesLook } from '../charts/spec.ts';
import { lookOf } from './looks.ts';

/**
 * The names of series, each with its mark.
 * @param lines - whether they are lines as well
 */
export function legend(series: readonly SeriesLook[], lines: boolean): Element {
  const list = document.createElement('ul');
  list.className = 'legend';
  for (const each of series) {
    const { colour, dash, mark } = lookOf(each);
    const swatch = Plot.plot({
      width: 34,
      height: 14,
      margin: 0,
      axis: null,
      x: { domain: [0, 2] },
      y: { domain: [0, 2] },
      marks: [
        ...(each.scattered || !lines
          ? []
          : [Plot.ruleY([1], { stroke: colour, strokeWidth: 2, strokeDasharray: dash })]),
        Plot.dot([[1, 1]], { fill: colour, r: 4, symbol: mark as Plot.SymbolType }),
      ],
    });
    swatch.setAttribute('aria-hidden', 'true');
    const item = document.createElement('li');
    item.append(swatch, each.name);
    list.append(item);
  }
  return list;
}
