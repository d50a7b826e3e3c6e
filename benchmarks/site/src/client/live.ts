/// <reference lib="dom" />
import type { ToldProgress } from '@hebbench/benchmarks/published';
import { showTraining } from './training.ts';

/**
 * Shows a page again when the server that it comes from says that it has changed, the reader stays where he is; and how
 * far runs are that train now.
 */
export function liveNews(): void {
  if (!('live' in document.body.dataset) || !location.protocol.startsWith('http')) return;
  const news = new EventSource('/.news');
  news.addEventListener('message', ({ data }) => {
    const changed = JSON.parse(String(data)) as readonly string[];
    const path = location.pathname.slice(1) || 'index.html';
    if (changed.includes(path)) location.reload();
  });
  news.addEventListener('training', ({ data }) =>
    showTraining(JSON.parse(String(data)) as readonly ToldProgress[], '/results/index.html'),
  );
}
