import { BACKPROP_QUESTIONS } from './backprop.ts';
import { CONV_QUESTIONS } from './conv.ts';
import { HEAD_INPUT_QUESTIONS } from './head-input.ts';
import { HEAD_QUESTIONS } from './head.ts';
import { KROTOV_HOPFIELD_QUESTIONS } from './krotov-hopfield.ts';
import { OUTPUT_QUESTIONS } from './output.ts';
import { PERTURBATION_QUESTIONS } from './perturbation.ts';
import { PROPOSED_QUESTIONS } from './proposed.ts';
import { SPIKING_QUESTIONS } from './spiking.ts';
import { THRESHOLD_QUESTIONS } from './thresholds.ts';
import { DERIVATIVE_READING_QUESTIONS } from '../readings/questions-derivative.ts';
import { FROZEN_READING_QUESTIONS } from '../readings/questions-frozen.ts';
import { ROBUST_READING_QUESTIONS } from '../readings/questions-robust.ts';
import { READING_QUESTIONS } from '../readings/questions.ts';
import type { Question } from '../question.ts';

/** What is asked of readings of equation (6). */
export const QUESTIONS_ON_READINGS: readonly Question[] = [
  ...READING_QUESTIONS,
  ...FROZEN_READING_QUESTIONS,
  ...ROBUST_READING_QUESTIONS,
  ...DERIVATIVE_READING_QUESTIONS,
];

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
  ...SPIKING_QUESTIONS,
  ...QUESTIONS_ON_READINGS,
  ...CONV_QUESTIONS,
];
