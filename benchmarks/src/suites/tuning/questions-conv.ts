import type { Candidate, Question } from './question.ts';

/** What an output layer on photographs learns from: the dense networks of Table 1 need deviations from the units’ means. */
const HEAD_INPUTS = ['scaled', 'centred'] as const;

const REASON =
  'The presets were chosen for dense layers. Six settings for each rule and the control: its rate at a tenth, as in its preset and tenfold, each under both ways of training an output layer; for backpropagation, which has no such output layer, six rates.';

/** A rule’s rate at a tenth, as it is and tenfold, under each output layer. */
function byRate(field: string, rate: number): Candidate[] {
  return HEAD_INPUTS.flatMap((headInput) =>
    [rate / 10, rate, rate * 10].map((each) => {
      const value = Number(each.toPrecision(6));
      return { name: `${headInput}-${value}`, hyperparameters: { headInput, [field]: value } };
    }),
  );
}

/** A rule, what it is called in a question’s name and for people, and its candidates on photographs without the constraint. */
const ASKED: readonly (readonly [rule: string, name: string, title: string, candidates: Candidate[]])[] = [
  ['hebbian-wp', 'proposed', 'proposed rule', byRate('hiddenLearningRate', 0.0005)],
  ['krotov-hopfield', 'krotov-hopfield', 'K&H', byRate('learningRate', 0.04)],
  ['softhebb', 'softhebb', 'SoftHebb', byRate('learningRate', 0.1)],
  ['hpca', 'hpca', 'Hebbian PCA', byRate('learningRate', 0.002)],
  ['random-features', 'control', 'control, rate of its output layer', byRate('headLearningRate', 0.003)],
  [
    'backprop',
    'backprop',
    'backpropagation',
    [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03].map((learningRate) => ({
      name: `adam-${learningRate}`,
      hyperparameters: { learningRate },
    })),
  ],
];

/** Settings of convolutional networks of two layers, asked equally of every rule. */
export const CONV_QUESTIONS: readonly Question[] = ASKED.map(([rule, name, title, candidates]): Question => ({
  name: `conv-${name}`,
  title: `Two convolutional layers on photographs: ${title}`,
  reason: REASON,
  column: 'conv/cifar-10/free/2-layer',
  rule,
  preset: 'best',
  row: 'best',
  measure: 'layers',
  seeds: { quick: 1 },
  candidates,
  taken: {},
}));
