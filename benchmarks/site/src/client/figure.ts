/// <reference lib="dom" />
import type { ChartSpec, LineSpec } from '../charts/spec.ts';
import { steppedByKeys } from './chart-keys.ts';
import { values } from './chart-values.ts';
import { dotPlot } from './dot-plot.ts';
import { legend } from './legend.ts';
import { linePlot } from './line-plot.ts';

/** From this width on, lines are named beside their ends. */
const NAMED = 540;

function draw(spec: ChartSpec, width: number): { readonly plot: Element; readonly named: boolean } {
  if (spec.kind === 'dots') return { plot: dotPlot(spec, width), named: false };
  const named = width >= NAMED;
  return { plot: linePlot(spec, width, named), named };
}

/** Draws a chart in a figure that has a place for it, as wide as that is. */
export function showFigure(figure: HTMLElement, spec: ChartSpec): void {
  const place = figure.querySelector<HTMLElement>('.plot')!;
  let drawn = 0;
  const update = (): void => {
    const width = Math.floor(Math.min(place.clientWidth, 1000));
    if (width === 0 || Math.abs(width - drawn) < 8) return;
    drawn = width;
    const { plot, named } = draw(spec, width);
    // The text beside it says what it shows, and its table holds the values.
    plot.setAttribute('aria-hidden', 'true');
    place.replaceChildren(plot, ...(named ? [] : [legend(spec.series, spec.kind === 'lines')]));
  };
  new ResizeObserver(update).observe(place);
  update();
  if (spec.kind === 'lines') steppedByKeys(place, spec satisfies LineSpec);
  figure.append(values(spec));
}

/** A figure as pages have them, for data that comes later. */
export function figureOf(spec: LineSpec, caption: string, description: string): HTMLElement {
  const figure = document.createElement('figure');
  figure.className = 'chart';
  const place = document.createElement('div');
  place.className = 'plot lines';
  place.tabIndex = 0;
  place.setAttribute('role', 'group');
  place.setAttribute('aria-label', `Chart: ${description}`);
  const said = document.createElement('figcaption');
  said.textContent = caption;
  figure.append(place, said);
  showFigure(figure, spec);
  return figure;
}
