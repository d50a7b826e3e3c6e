import { formatDuration } from './duration.ts';
import { failureText, ProgressState, type ProgressView } from './progress.ts';
import type { RunTask } from '../run/execute.ts';

/** One line for each finished run: for logs and pipes. */
export function plainProgress(tasks: readonly RunTask[], write: (line: string) => void): ProgressView {
  const state = new ProgressState(tasks);
  const position = (): string => {
    const left = state.secondsLeft();
    const eta =
      left === undefined || state.finished === state.total ? '' : `, about ${formatDuration(left)} left`;
    return `[${String(state.finished).padStart(String(state.total).length)}/${state.total}${eta}]`;
  };
  return {
    started: (task) => state.start(task),
    progressed: (task, progress) => state.progress(task, progress),
    done(task, { metrics, provenance }) {
      state.end(task, true);
      const accuracy = metrics['accuracy'];
      const result = accuracy === undefined ? '' : `  ${accuracy.toFixed(2)} %`;
      write(
        `${position()} ok      ${state.labelOf(task)}${result}  ${formatDuration(provenance.trainSeconds + provenance.scoreSeconds)}`,
      );
    },
    failed(task, error) {
      state.end(task, false);
      write(`${position()} FAILED  ${state.labelOf(task)}  ${failureText(error)}`);
    },
    close: () => {},
  };
}
