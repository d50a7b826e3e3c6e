import { BACKPROP_QUESTIONS } from './questions-backprop.ts';
import { CONV_QUESTIONS } from './questions-conv.ts';
import { HEAD_INPUT_QUESTIONS } from './questions-head-input.ts';
import { HEAD_QUESTIONS } from './questions-head.ts';
import { KROTOV_HOPFIELD_QUESTIONS } from './questions-krotov-hopfield.ts';
import { OUTPUT_QUESTIONS } from './questions-output.ts';
import { PERTURBATION_QUESTIONS } from './questions-perturbation.ts';
import { PROPOSED_QUESTIONS } from './questions-proposed.ts';
import { THRESHOLD_QUESTIONS } from './questions-thresholds.ts';
import { DERIVATIVE_READING_QUESTIONS } from './questions-readings-derivative.ts';
import { FROZEN_READING_QUESTIONS } from './questions-readings-frozen.ts';
import { ROBUST_READING_QUESTIONS } from './questions-readings-robust.ts';
import { READING_QUESTIONS } from './questions-readings.ts';
import type { Question } from './question.ts';

/** All open points and settings, in the order of the report. */
export const QUESTIONS: readonly Question[] = [
  ...PROPOSED_QUESTIONS,
  ...THRESHOLD_QUESTIONS,
  ...PERTURBATION_QUESTIONS,
  ...OUTPUT_QUESTIONS,
  ...KROTOV_HOPFIELD_QUESTIONS,
  ...BACKPROP_QUESTIONS,
  ...HEAD_QUESTIONS,
  ...HEAD_INPUT_QUESTIONS,
  ...READING_QUESTIONS,
  ...FROZEN_READING_QUESTIONS,
  ...ROBUST_READING_QUESTIONS,
  ...DERIVATIVE_READING_QUESTIONS,
  ...CONV_QUESTIONS,
];
