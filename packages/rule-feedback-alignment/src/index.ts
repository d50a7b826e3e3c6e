export { feedbackAlignment as default, feedbackAlignment } from './rule.ts';
export { drawFeedback, feedbackGradients } from './feedback-gradients.ts';
export { hyperparametersSchema, type Hyperparameters } from './hyperparameters.ts';
