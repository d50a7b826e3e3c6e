/** Programs whose logs are written. */
export const LOGS = ['tensorboard', 'mlflow'] as const;

/** One of {@link LOGS}. */
export type Log = (typeof LOGS)[number];
