import type { Candidate, Question } from '../question.ts';

/** What an output layer learns from: on photographs the dense networks of Table 1 need deviations from the units’ means. */
const HEAD_INPUTS = ['scaled', 'centred'] as const;

/** A family of questions, of every rule and the control alike. */
interface Asked {
  readonly dataset: 'cifar-10' | 'mnist';
  readonly constraint: 'free' | 'nonneg';
  /** What the names of its questions begin with. */
  readonly prefix: string;
  readonly title: string;
  readonly rates: Rates;
  readonly taken: Taken;
}

/** What the suite `conv` has, by the question: the most accurate on validation images, as {@link REASON} says. */
type Taken = Readonly<Record<keyof Rates | 'backprop', string>>;

/** Rates of the presets `best`: of the rules’ hidden layers, and of the control’s output layer. */
type Rates = Readonly<Record<'proposed' | 'krotovHopfield' | 'softhebb' | 'hpca' | 'control', number>>;

/** What a rule’s rate is multiplied by; the last of them makes K&H’s the largest that its range allows, 1. */
const FACTORS = [0.01, 0.1, 1, 10, 25];

/** Adam’s rates of backpropagation, as many as the others have candidates. */
const ADAM = [0.00003, 0.0001, 0.0003, 0.0005, 0.001, 0.002, 0.003, 0.01, 0.03, 0.1];

const REASON =
  'The presets were chosen for dense layers. Ten settings for each rule and the control: its rate as in its preset, a hundredth, a tenth, ten and twenty-five times of it, each under both ways of training an output layer; for backpropagation, which has no such output layer, ten rates. On photographs first asked in three decades, of which two rules were best at the lowest rate and one at the highest. The most accurate on validation images is taken, of the rates from a tenth of the preset’s on: at a hundredth two rules leave their layers nearly as they were drawn, which is the control.';

const COMMON_RATES = { krotovHopfield: 0.04, softhebb: 0.1, control: 0.003 };

const ASKED: readonly Asked[] = [
  {
    dataset: 'cifar-10',
    constraint: 'free',
    prefix: 'conv',
    title: 'Two convolutional layers on photographs',
    rates: { ...COMMON_RATES, proposed: 0.0005, hpca: 0.002 },
    taken: {
      proposed: 'centred-0.00005',
      krotovHopfield: 'centred-0.4',
      softhebb: 'scaled-0.1',
      hpca: 'centred-0.0002',
      control: 'centred-0.003',
      backprop: 'adam-0.001',
    },
  },
  {
    dataset: 'cifar-10',
    constraint: 'nonneg',
    prefix: 'conv-constrained',
    title: 'Two convolutional layers on photographs with the constraint',
    rates: { ...COMMON_RATES, proposed: 0.0005, hpca: 0.0001 },
    taken: {
      proposed: 'centred-0.00005',
      krotovHopfield: 'centred-0.4',
      softhebb: 'centred-0.1',
      hpca: 'centred-0.00001',
      control: 'centred-0.003',
      backprop: 'adam-0.002',
    },
  },
  {
    dataset: 'mnist',
    constraint: 'free',
    prefix: 'conv-digits',
    title: 'Two convolutional layers on digits',
    rates: { ...COMMON_RATES, proposed: 0.005, hpca: 0.02 },
    taken: {
      proposed: 'centred-0.005',
      krotovHopfield: 'centred-0.4',
      softhebb: 'centred-0.01',
      hpca: 'centred-0.002',
      control: 'centred-0.075',
      backprop: 'adam-0.002',
    },
  },
  {
    dataset: 'mnist',
    constraint: 'nonneg',
    prefix: 'conv-digits-constrained',
    title: 'Two convolutional layers on digits with the constraint',
    rates: { ...COMMON_RATES, proposed: 0.0005, hpca: 0.001 },
    taken: {
      proposed: 'centred-0.0005',
      krotovHopfield: 'centred-0.4',
      softhebb: 'centred-0.01',
      hpca: 'centred-0.001',
      control: 'centred-0.003',
      backprop: 'adam-0.003',
    },
  },
];

/** Settings of convolutional networks of two layers, asked equally of every rule. */
export const CONV_QUESTIONS: readonly Question[] = ASKED.flatMap(questionsOf);

function questionsOf(asked: Asked): Question[] {
  const { rates, taken } = asked;
  const adam = ADAM.map((learningRate) => ({
    name: `adam-${learningRate}`,
    hyperparameters: { learningRate },
  }));
  const of = (
    rule: string,
    name: string,
    title: string,
    used: string,
    candidates: readonly Candidate[],
  ): Question => ({
    name: `${asked.prefix}-${name}`,
    title: `${asked.title}: ${title}`,
    reason: REASON,
    column: `conv/${asked.dataset}/${asked.constraint}/2-layer`,
    rule,
    preset: 'best',
    row: 'best',
    measure: 'layers',
    seeds: { quick: 1 },
    candidates,
    taken: { conv: used },
  });
  return [
    of(
      'hebbian-wp',
      'proposed',
      'proposed rule',
      taken.proposed,
      byRate('hiddenLearningRate', rates.proposed),
    ),
    of(
      'krotov-hopfield',
      'krotov-hopfield',
      'K&H',
      taken.krotovHopfield,
      byRate('learningRate', rates.krotovHopfield),
    ),
    of('softhebb', 'softhebb', 'SoftHebb', taken.softhebb, byRate('learningRate', rates.softhebb)),
    of('hpca', 'hpca', 'Hebbian PCA', taken.hpca, byRate('learningRate', rates.hpca)),
    of(
      'random-features',
      'control',
      'control, rate of its output layer',
      taken.control,
      byRate('headLearningRate', rates.control),
    ),
    of('backprop', 'backprop', 'backpropagation', taken.backprop, adam),
  ];
}

/** A rule’s rate times each factor, under each output layer. */
function byRate(field: string, rate: number): Candidate[] {
  return HEAD_INPUTS.flatMap((headInput) =>
    FACTORS.map((factor) => {
      const value = Number((rate * factor).toPrecision(6));
      return { name: `${headInput}-${value}`, hyperparameters: { headInput, [field]: value } };
    }),
  );
}
