/// <reference lib="dom" />
import type { ChartSpec } from '../charts/spec.ts';
import { evidence } from './evidence.tsx';
import { showFigure } from './figure.ts';

for (const figure of document.querySelectorAll<HTMLElement>('figure.chart'))
  showFigure(figure, JSON.parse(figure.querySelector('script')!.textContent) as ChartSpec);
evidence();
