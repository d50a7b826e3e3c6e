import type { PresetName, Scale } from '@hebbench/core';

/** Something that a rule's authors leave open, or that we may choose, and the answers that were tried. */
export interface Question {
  /** In kebab case, unique. */
  readonly name: string;
  /** For people. */
  readonly title: string;
  /** Why it is open. */
  readonly reason: string;
  /**
   * Whose network is trained: key of a column of Table 1, e.g. `mnist/nonneg/1a`, or beginning of the ids of cells of the
   * suite `conv`, e.g. `conv/cifar-10/free/2-layer`.
   */
  readonly column: string;
  readonly rule: string;
  /** @defaultValue 'paper' */
  readonly preset?: PresetName;
  /**
   * Whose cell of the column the candidates change: that of the rule's row with the paper's settings, or that with
   * ours. @defaultValue 'paper'
   */
  readonly row?: PresetName;
  /** Hyperparameters of that cell that the candidates do without, each having its own. @defaultValue none */
  readonly without?: readonly string[];
  /** What records call the output layer, where it is not as in that cell. @defaultValue as in that cell */
  readonly head?: string;
  /** Hyperparameters that all candidates have in place of that cell's. @defaultValue none */
  readonly shared?: Readonly<Record<string, unknown>>;
  /**
   * Epochs of each hidden layer that candidates are multiples of, where they are not those of Table 1.
   * @defaultValue those of Table 1
   */
  readonly hiddenEpochs?: Partial<Readonly<Record<Scale, number>>>;
  /**
   * Epochs of the output layer that candidates are multiples of, where they are not those of Table 1: where the search
   * has shown that fewer are too few, Table 1 has more.
   * @defaultValue those of Table 1
   */
  readonly headEpochs?: Partial<Readonly<Record<Scale, number>>>;
  /**
   * What is measured beside accuracy and weights: what each hidden layer's units do, and also what Figures 3 and 4 show
   * of the network, or what attacks with another derivative leave. @defaultValue nothing
   */
  readonly measure?: 'layers' | 'network' | 'derivatives';
  /** Number of hidden layers, of the column's width, where it is not the column's. @defaultValue the column's */
  readonly layers?: number;
  /** Seeds a candidate, where they are not those of the suite. @defaultValue those of the suite */
  readonly seeds?: Partial<Readonly<Record<Scale, number>>>;
  readonly candidates: readonly Candidate[];
  /** Name of the candidate that is used, by what it is used for, e.g. `{ paper: 'currents', best: 'currents' }`. */
  readonly taken: Readonly<Record<string, string>>;
  /** Why, where it is not the most accurate one. */
  readonly because?: string;
}

/** An answer to a {@link Question}. */
export interface Candidate {
  /** In kebab case, unique in its question. */
  readonly name: string;
  /** What differs from the cell of Table 1. @defaultValue nothing */
  readonly hyperparameters?: Readonly<Record<string, unknown>>;
  /** Seeds, where they are not those of its question: of many that were screened, some go on. */
  readonly seeds?: Partial<Readonly<Record<Scale, number>>>;
  /** Scales that ask it: what was screened at one may go on to another. @defaultValue all */
  readonly scales?: readonly Scale[];
  /** Multiple of the hidden layers' epochs in Table 1, or of {@link Question.hiddenEpochs}. @defaultValue 1 */
  readonly hidden?: number;
  /** Multiple of the output layer's epochs in Table 1, or of {@link Question.headEpochs}. @defaultValue 1 */
  readonly head?: number;
}
