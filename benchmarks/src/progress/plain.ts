import { formatDuration } from './duration.ts';
import { failureText, ProgressState, type ProgressView } from './progress.ts';

const QUIET_MINUTES = 5;

/** One line for each finished run, and what is running where none has ended for minutes: for logs and pipes. */
export function plainProgress(state: ProgressState, write: (line: string) => void): ProgressView {
  const line = (text: string): void => {
    write(text);
    whileQuiet.refresh();
  };
  const whileQuiet = setInterval(() => {
    for (const { label, phase, fraction, accuracy } of state.running.values()) {
      const trained = fraction < 1 ? `, ${Math.floor(100 * fraction)} % trained` : '';
      const right = accuracy === undefined ? '' : `, ${accuracy.toFixed(1)} % right so far`;
      write(`${position()} running ${label}  ${phase}${trained}${right}`);
    }
  }, QUIET_MINUTES * 60_000);
  const position = (): string => {
    const left = state.secondsLeft();
    const eta =
      left === undefined || state.finished === state.total ? '' : `, about ${formatDuration(left)} left`;
    return `[${String(state.finished).padStart(String(state.total).length)}/${state.total}${eta}]`;
  };
  return {
    started: (job) => state.start(job),
    progressed: (job, progress) => state.progress(job, progress),
    done(job, { metrics, provenance }, elsewhere) {
      state.end(job, true);
      const accuracy = metrics['accuracy'];
      const result = accuracy === undefined ? '' : `  ${accuracy.toFixed(2)} %`;
      line(
        `${position()} ok      ${state.labelOf(job)}${result}  ${formatDuration(provenance.trainSeconds + provenance.scoreSeconds)}${elsewhere ? ', by another command' : ''}`,
      );
    },
    failed(job, error) {
      state.end(job, false);
      line(`${position()} FAILED  ${state.labelOf(job)}  ${failureText(error)}`);
    },
    print: (text) => process.stderr.write(`${text}\n`),
    close: () => clearInterval(whileQuiet),
  };
}
