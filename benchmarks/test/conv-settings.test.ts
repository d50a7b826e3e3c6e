import { expect, test } from 'vitest';
import { CONV_GRID } from '../src/suites/conv/grid.ts';
import { CONV_QUESTIONS } from '../src/suites/tuning/questions/conv.ts';

const cells = CONV_GRID.cells('quick', { rules: [] });

test.each(CONV_QUESTIONS)('the suite has what question $name took', (question) => {
  const taken = question.candidates.find(({ name }) => name === question.taken['conv']);
  expect(taken, 'a candidate of that name').toBeDefined();
  // Of two output layers of a rule, questions are asked with the one that is trained by gradient descent.
  const cell = cells.find(
    ({ id, rule, head }) =>
      id.startsWith(`${question.column}/`) && rule === question.rule && head !== 'wp-head',
  );
  expect(cell!.hyperparameters).toMatchObject(taken!.hyperparameters!);
});
