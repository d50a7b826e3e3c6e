import { terminalTable } from '@hebbench/report';
import type { ExpectedMetrics, Suite } from '../../suite.ts';
import { named } from '../common/compared.ts';
import { modulesBeside } from '../common/own-modules.ts';
import { partOf, type Part } from './cells.ts';
import { CONVERTED_DETAILS, LEARNED_DETAILS } from './details.ts';
import { SPIKING_GRID } from './grid.ts';
import { spikingResults } from './results.ts';
import { scoreConverted } from './score-converted.ts';
import { scoreLearned } from './score-learned.ts';
import { scoringCost } from './scoring-cost.ts';
import { accuracyTable, learnedTable, operationsTable } from './tables.ts';

const PERCENTAGES =
  /^(accuracy|trainAccuracy|spiking|agreement|poisson|firstSpike|undecided|silent|absent|(dense-)?(pgd|fgsm|transfer)-[0-9.]+)$/;

const METRICS: Readonly<Record<Part, ExpectedMetrics>> = {
  converted: {
    always: ['accuracy', 'spiking', 'lost', 'poisson', 'spikes', 'synaptic', 'updates', 'denseNeeded'],
    percentages: PERCENTAGES,
    details: CONVERTED_DETAILS,
  },
  learned: {
    always: ['accuracy', 'trainAccuracy', 'spikes', 'synaptic'],
    percentages: PERCENTAGES,
    details: LEARNED_DETAILS,
  },
};

/** Spiking networks: what trained ones keep on spikes, for how many operations, and what can be learned from spikes alone. */
export const spiking: Suite = {
  ...SPIKING_GRID,
  packages: () => ['spiking', 'attacks'],
  scoring: modulesBeside(import.meta.url, 'score-converted', 'score-learned'),
  metrics: (cell) => METRICS[partOf(cell)],
  compared: named('accuracy', 'spiking', 'poisson', 'synaptic', 'silent'),
  scoringCost,
  score: (context) => (partOf(context.cell) === 'learned' ? scoreLearned(context) : scoreConverted(context)),
  report: async (results) => (await import('./report.ts')).reportFiles(results),
  terminal: (results, style) => {
    const { converted, learned } = spikingResults(results);
    return [
      { title: 'Trained networks on spikes', table: accuracyTable(converted) },
      { title: 'Operations of an image', table: operationsTable(converted) },
      { title: 'Learning from spikes', table: learnedTable(learned) },
    ]
      .filter(({ table: { rows } }) => rows.length > 0)
      .map(({ title, table: { columns, rows } }) => `${title}\n\n${terminalTable(columns, rows, style)}`)
      .join('\n\n');
  },
};
