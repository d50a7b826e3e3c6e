/// <reference lib="dom" />
import type { ChartSpec } from '../charts/spec.ts';
import { dotsOf } from './dot-plot.ts';
import { pointsOf } from './line-plot.ts';
import { numberText } from './numbers.ts';

/** What opens below a chart: a table of its values, made when somebody asks for it. */
export function values(spec: ChartSpec): Element {
  const details = document.createElement('details');
  const summary = document.createElement('summary');
  summary.textContent = 'Values';
  details.append(summary);
  details.addEventListener('toggle', () => details.append(valuesTable(spec)), { once: true });
  return details;
}

function valuesTable(spec: ChartSpec): Element {
  const table = document.createElement('table');
  const head = table.createTHead().insertRow();
  for (const name of [
    '',
    spec.kind === 'dots' ? 'in' : spec.xLabel,
    spec.kind === 'dots' ? spec.xLabel : spec.yLabel,
    '95 %',
  ]) {
    const cell = document.createElement('th');
    cell.scope = 'col';
    cell.textContent = name === '' ? 'series' : name;
    head.append(cell);
  }
  const body = table.createTBody();
  for (const [series, x, y, interval] of valuesOf(spec)) {
    const row = body.insertRow();
    const name = document.createElement('th');
    name.scope = 'row';
    name.textContent = series;
    row.append(name);
    for (const text of [x, y, interval]) row.insertCell().textContent = text;
  }
  const scroll = document.createElement('div');
  scroll.className = 'scroll';
  scroll.tabIndex = 0;
  scroll.setAttribute('role', 'group');
  scroll.setAttribute('aria-label', 'Values of the chart');
  scroll.append(table);
  return scroll;
}

type Row = readonly [series: string, x: string, y: string, interval: string];

function valuesOf(spec: ChartSpec): Row[] {
  if (spec.kind === 'dots')
    return dotsOf(spec).map(({ series, row, x, low, high }): Row => [
      series,
      row,
      numberText(x),
      between(low, high),
    ]);
  return pointsOf(spec).map(({ series, x, y, low, high }): Row => [
    series,
    numberText(x),
    numberText(y),
    between(low, high),
  ]);
}

function between(low: number | undefined, high: number | undefined): string {
  return low === undefined || high === undefined ? '–' : `${numberText(low)} … ${numberText(high)}`;
}
