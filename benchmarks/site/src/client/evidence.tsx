/// <reference lib="dom" />
import { render } from 'preact';
import { curvesOf } from '../charts/curve.ts';
import { RunEvidence } from '../parts/run-evidence.tsx';
import { figureOf } from './figure.ts';
import { loadRecords, offerFiles } from './download.ts';

/** Shows what records say of a cell once its part of the page is opened: they are in one script for all cells. */
export function evidence(): void {
  for (const place of document.querySelectorAll<HTMLDetailsElement>('details[data-evidence]')) {
    const show = (): void => void showEvidence(place);
    if (place.open) show();
    else place.addEventListener('toggle', show, { once: true });
  }
}

async function showEvidence(place: HTMLElement): Promise<void> {
  const cell = place.dataset['evidence']!;
  const own = document.createElement('div');
  own.ariaBusy = 'true';
  place.querySelector('summary')!.after(own);
  const records = (await loadRecords(place))[cell] ?? [];
  render(<RunEvidence cell={cell} records={records} />, own);
  offerFiles(own);
  const curves = curvesOf(records);
  if (curves) own.append(figureOf(curves.spec, 'Learning curve.', curves.description));
  own.ariaBusy = null;
}
