/// <reference lib="dom" />
import type { ToldProgress, ToldRun } from '@hebbench/benchmarks/published';

/**
 * Shows how far the runs are that train now: in each place that a page has for them, and in the head of every page, as a
 * link to the list of them.
 * @param list - the address of the page with all of them
 */
export function showTraining(commands: readonly ToldProgress[], list: string): void {
  for (const place of document.querySelectorAll<HTMLElement>('[data-training]')) {
    place.hidden = commands.length === 0;
    const rows = commands.flatMap(({ running }) => running.map(rowOf));
    place.querySelector('[data-state]')!.textContent = stateOf(commands);
    place.querySelector('tbody')!.replaceChildren(...rows);
  }
  const sign = document.querySelector<HTMLAnchorElement>('a.training') ?? newSign(list);
  sign.hidden = commands.length === 0;
  sign.textContent = `${sum(commands, ({ finished }) => finished)} of ${sum(commands, ({ total }) => total)} runs`;
}

function newSign(list: string): HTMLAnchorElement {
  const sign = document.createElement('a');
  sign.className = 'training';
  sign.href = list;
  document.querySelector('body > header nav')!.after(sign);
  return sign;
}

function stateOf(commands: readonly ToldProgress[]): string {
  return commands
    .map(({ finished, total, failures, secondsLeft }) =>
      [
        `${finished} of ${total} runs are done`,
        ...(failures > 0 ? [`${failures} failed`] : []),
        secondsLeft === undefined
          ? 'how long the rest takes is not known yet'
          : `about ${durationText(secondsLeft)} left`,
      ].join(', '),
    )
    .join('; ');
}

function rowOf({ label, phase, fraction, secondsLeft, curve }: ToldRun): HTMLTableRowElement {
  const row = document.createElement('tr');
  const name = document.createElement('th');
  name.scope = 'row';
  name.textContent = label;
  const bar = document.createElement('progress');
  bar.value = fraction;
  bar.ariaLabel = `Trained of ${label}`;
  row.append(name);
  row.insertCell().textContent = phase;
  row.insertCell().append(bar, ` ${Math.floor(100 * fraction)} %`);
  const last = curve.at(-1)?.[1];
  const right = row.insertCell();
  right.append(...(last === undefined ? ['–'] : [`${last.toFixed(1)} % `, sparkline(curve)]));
  row.insertCell().textContent = secondsLeft === undefined ? '–' : durationText(secondsLeft);
  return row;
}

const [WIDTH, HEIGHT] = [96, 24];
const SVG = 'http://www.w3.org/2000/svg';

/** The learning curve so far, from 0 to 100 % and over the whole of the training. */
function sparkline(curve: ToldRun['curve']): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
  svg.setAttribute('class', 'sparkline');
  svg.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(SVG, 'polyline');
  const points = curve.map(([fraction, accuracy]) => `${WIDTH * fraction},${HEIGHT * (1 - accuracy / 100)}`);
  line.setAttribute('points', points.join(' '));
  svg.append(line);
  return svg;
}

function durationText(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function sum<T>(values: readonly T[], of: (value: T) => number): number {
  return values.reduce((total, value) => total + of(value), 0);
}
