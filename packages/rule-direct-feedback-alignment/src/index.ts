export { directFeedbackAlignment as default, directFeedbackAlignment } from './rule.ts';
export { directFeedbackGradients, drawFeedback } from './direct-feedback-gradients.ts';
export { hyperparametersSchema, type Hyperparameters } from './hyperparameters.ts';
