/// <reference lib="dom" />
import type { LineSpec } from '../charts/spec.ts';
import { lineTip, pointsOf } from './line-plot.ts';

/**
 * Steps through the points of a chart by the arrow keys: left and right along a line, up and down to the next line. Each
 * point is said as the pointer would show it.
 */
export function steppedByKeys(place: HTMLElement, spec: LineSpec): void {
  const output = document.createElement('output');
  output.className = 'unseen';
  place.after(output);
  place.ariaLabel += ' Arrow keys step through its values.';
  const points = pointsOf(spec);
  const names = spec.series.map(({ name }) => name);
  let [line, step] = [0, -1];
  place.addEventListener('keydown', (event) => {
    const own = (): typeof points => points.filter(({ series }) => series === names[line]);
    if (event.key === 'ArrowRight') step = Math.min(step + 1, own().length - 1);
    else if (event.key === 'ArrowLeft') step = Math.max(step - 1, 0);
    else if (event.key === 'ArrowDown') line = (line + 1) % names.length;
    else if (event.key === 'ArrowUp') line = (line + names.length - 1) % names.length;
    else return;
    event.preventDefault();
    step = Math.max(0, Math.min(step, own().length - 1));
    const point = own()[step];
    if (!point) return;
    output.textContent = lineTip(spec, point);
    pointAt(place, point);
  });
}

interface Scaled extends Element {
  scale(name: 'x' | 'y'): { apply(value: number): number };
}

/** Has the plot show a point, as if the pointer were there. */
function pointAt(place: HTMLElement, { x, y }: { readonly x: number; readonly y: number }): void {
  const plot = place.firstElementChild as Scaled | null;
  const svg = plot?.matches('svg') ? plot : plot?.querySelector('svg');
  if (!plot || !svg) return;
  const { left, top } = svg.getBoundingClientRect();
  svg.dispatchEvent(
    new PointerEvent('pointermove', {
      clientX: left + plot.scale('x').apply(x),
      clientY: top + plot.scale('y').apply(y),
      pointerType: 'mouse',
      bubbles: true,
    }),
  );
}
