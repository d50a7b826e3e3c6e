import type { Suite } from '../../suite.ts';
import { scoreUnderAttack, sourceOf } from './attacks.ts';
import { scoreAttackReadings } from './attack-readings.ts';
import { experimentOf, figureCells, type Experiment } from './cells.ts';
import { scoreOnAllImages, scoreOnFewImages } from './few-shot.ts';
import { scoreFewImagesReadings, scoreFewShotReadings } from './few-shot-readings.ts';
import { reportFiles } from './report.ts';
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
};

/** The paper's Figure 4: few-shot learning and adversarial attacks, under the constraint. */
export const figure4: Suite = {
  name: 'figure4',
  paper: true,
  title: 'Few-shot learning, FGSM and PGD under the constraint (Figure 4 of the paper)',
  packages: (cell) => (experimentOf(cell).startsWith('few-shot') ? [] : ['attacks']),
  cells: figureCells,
  scoringCost,
  networks: (cell) => (SCORES[experimentOf(cell)] === scoreUnderAttack ? [sourceOf(cell)] : []),
  score: (context) => SCORES[experimentOf(context.cell)](context),
  report: async (results) => reportFiles(results),
  terminal: terminalText,
};
