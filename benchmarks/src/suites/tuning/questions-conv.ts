import type { Candidate, Question } from './question.ts';

/** What an output layer on photographs learns from: the dense networks of Table 1 need deviations from the units’ means. */
const HEAD_INPUTS = ['scaled', 'centred'] as const;

/** A family of questions, of every rule and the control alike. */
interface Asked {
  readonly constraint: 'free' | 'nonneg';
  /** What the names of its questions begin with. */
  readonly prefix: string;
  readonly title: string;
  readonly reason: string;
  /** What a rule’s rate is multiplied by. */
  readonly factors: readonly number[];
  /** Adam’s rates of backpropagation, as many as the others have candidates. */
  readonly adam: readonly number[];
  /** Rates of the presets. */
  readonly rates: Readonly<Record<'proposed' | 'krotovHopfield' | 'softhebb' | 'hpca' | 'control', number>>;
}

const FREE: Asked = {
  constraint: 'free',
  prefix: 'conv',
  title: 'Two convolutional layers on photographs',
  reason:
    'The presets were chosen for dense layers. Eight settings for each rule and the control: its rate at a hundredth, at a tenth, as in its preset and tenfold, each under both ways of training an output layer; for backpropagation, which has no such output layer, eight rates. First asked without the hundredth, where two rules were best at the lowest rate.',
  factors: [0.01, 0.1, 1, 10],
  adam: [0.00003, 0.0001, 0.0003, 0.0005, 0.001, 0.003, 0.01, 0.03],
  rates: { proposed: 0.0005, krotovHopfield: 0.04, softhebb: 0.1, hpca: 0.002, control: 0.003 },
};

const CONSTRAINED: Asked = {
  constraint: 'nonneg',
  prefix: 'conv-constrained',
  title: 'Two convolutional layers on photographs with the constraint',
  reason:
    'As without the constraint, six settings each: the preset’s rate at a tenth, as it is and tenfold, each under both ways of training an output layer; for backpropagation six rates.',
  factors: [0.1, 1, 10],
  adam: [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03],
  rates: { proposed: 0.0005, krotovHopfield: 0.04, softhebb: 0.1, hpca: 0.0001, control: 0.003 },
};

/** Settings of convolutional networks of two layers, asked equally of every rule. */
export const CONV_QUESTIONS: readonly Question[] = [FREE, CONSTRAINED].flatMap(questionsOf);

function questionsOf(asked: Asked): Question[] {
  const { rates } = asked;
  const byRate = (field: string, rate: number): Candidate[] => candidatesByRate(field, rate, asked.factors);
  const adam = asked.adam.map((learningRate) => ({
    name: `adam-${learningRate}`,
    hyperparameters: { learningRate },
  }));
  const of = (rule: string, name: string, title: string, candidates: readonly Candidate[]): Question => ({
    name: `${asked.prefix}-${name}`,
    title: `${asked.title}: ${title}`,
    reason: asked.reason,
    column: `conv/cifar-10/${asked.constraint}/2-layer`,
    rule,
    preset: 'best',
    row: 'best',
    measure: 'layers',
    seeds: { quick: 1 },
    candidates,
    taken: {},
  });
  return [
    of('hebbian-wp', 'proposed', 'proposed rule', byRate('hiddenLearningRate', rates.proposed)),
    of('krotov-hopfield', 'krotov-hopfield', 'K&H', byRate('learningRate', rates.krotovHopfield)),
    of('softhebb', 'softhebb', 'SoftHebb', byRate('learningRate', rates.softhebb)),
    of('hpca', 'hpca', 'Hebbian PCA', byRate('learningRate', rates.hpca)),
    of(
      'random-features',
      'control',
      'control, rate of its output layer',
      byRate('headLearningRate', rates.control),
    ),
    of('backprop', 'backprop', 'backpropagation', adam),
  ];
}

/** A rule’s rate times each factor, under each output layer. */
function candidatesByRate(field: string, rate: number, factors: readonly number[]): Candidate[] {
  return HEAD_INPUTS.flatMap((headInput) =>
    factors.map((factor) => {
      const value = Number((rate * factor).toPrecision(6));
      return { name: `${headInput}-${value}`, hyperparameters: { headInput, [field]: value } };
    }),
  );
}
