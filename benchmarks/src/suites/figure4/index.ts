import type { Suite } from '../../suite.ts';
import { modulesBeside } from '../common/own-modules.ts';
import { scoreUnderAttack, sourceOf } from './attacks.ts';
import { scoreAttackReadings } from './attack-readings.ts';
import { experimentOf, type Experiment } from './cells.ts';
import { DETAILS } from './details.ts';
import { scoreOnAllImages, scoreOnFewImages } from './few-shot.ts';
import { scoreFewShotBudgets } from './few-shot-budgets.ts';
import { scoreFewImagesReadings, scoreFewShotReadings } from './few-shot-readings.ts';
import { FIGURE4_GRID } from './grid.ts';
import { scoringCost } from './scoring-cost.ts';
import { terminalText } from './terminal.ts';

const SCORES: Readonly<Record<Experiment, Suite['score']>> = {
  'few-shot-all': scoreOnAllImages,
  'few-shot-few': scoreOnFewImages,
  attacks: scoreUnderAttack,
  joint: scoreUnderAttack,
  'attack-readings': scoreAttackReadings,
  'few-shot-readings': scoreFewShotReadings,
  'few-shot-few-readings': scoreFewImagesReadings,
  'few-shot-budgets': scoreFewShotBudgets,
};

const ALWAYS: Readonly<Partial<Record<Experiment, readonly string[]>>> = {
  'few-shot-all': ['shots-1'],
  'few-shot-few': ['shots-1'],
  attacks: ['clean'],
  joint: ['clean'],
};

/** Every metric but a rule's own, which begins with the rule's name and a point. */
const PERCENTAGES = /^(?![a-z0-9+-]+\.[a-z])/;

/** The paper's Figure 4: few-shot learning and adversarial attacks, under the constraint. */
export const figure4: Suite = {
  ...FIGURE4_GRID,
  packages: (cell) => (experimentOf(cell).startsWith('few-shot') ? [] : ['attacks']),
  scoring: modulesBeside(
    import.meta.url,
    'attacks',
    'attack-readings',
    'few-shot',
    'few-shot-readings',
    'few-shot-budgets',
  ),
  metrics: (cell) => ({
    always: ALWAYS[experimentOf(cell)] ?? [],
    percentages: PERCENTAGES,
    details: DETAILS[experimentOf(cell)],
  }),
  scoringCost,
  networks: (cell, set) => (SCORES[experimentOf(cell)] === scoreUnderAttack ? [sourceOf(cell, set)] : []),
  score: (context) => SCORES[experimentOf(context.cell)](context),
  report: async (results) => (await import('./report.ts')).reportFiles(results),
  terminal: terminalText,
};
