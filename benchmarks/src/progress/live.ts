import { createLogUpdate } from 'log-update';
import { stripVTControlCharacters, styleText } from 'node:util';
import type { TerminalStyle } from '../suite.ts';
import { formatDuration } from './duration.ts';
import { failureText, ProgressState, secondsLeftOf, type ProgressView, type RunningRun } from './progress.ts';

const REDRAW_MILLISECONDS = 200;

/** A table that is drawn anew as runs go on: for terminals. */
export function liveProgress(
  state: ProgressState,
  stream: NodeJS.WriteStream,
  style: () => TerminalStyle,
): ProgressView {
  const log = createLogUpdate(stream);
  let frame = '';
  const draw = (): void => {
    frame = renderProgress(state, style());
    log(frame);
  };
  // A narrower terminal has wrapped the lines of the frame: it takes more rows than were written.
  const redraw = (): void => {
    const rows = rowsOf(frame, stream.columns);
    log.done();
    stream.write(`\u001B[${rows}A\r\u001B[J`);
    draw();
  };
  stream.on('resize', redraw);
  const timer = setInterval(draw, REDRAW_MILLISECONDS);
  const report = (line: string, to: NodeJS.WritableStream = stream): void => {
    log.clear();
    to.write(`${line}\n`);
    draw();
  };
  return {
    started: (job) => state.start(job),
    progressed: (job, progress) => state.progress(job, progress),
    done(job, { metrics, provenance }, elsewhere) {
      state.end(job, true);
      const accuracy = metrics['accuracy'];
      const result = accuracy === undefined ? '' : `${accuracy.toFixed(2)} %  `;
      report(
        `${paint('green', '✓', style())} ${state.labelOf(job)}  ${result}${formatDuration(provenance.trainSeconds + provenance.scoreSeconds)}${elsewhere ? ', by another command' : ''}`,
      );
    },
    failed(job, error) {
      state.end(job, false);
      report(`${paint('red', '✗', style())} ${state.labelOf(job)}  ${failureText(error)}`);
    },
    print: (line) => report(line, process.stderr),
    close() {
      clearInterval(timer);
      stream.off('resize', redraw);
      log.clear();
      log.done();
    },
  };
}

/** Rows that a text takes on a terminal that wraps its lines. */
export function rowsOf(text: string, columns: number): number {
  return text
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(stripVTControlCharacters(line).length / columns)), 0);
}

/** The live table as text, no line longer than the terminal is wide. */
export function renderProgress(state: ProgressState, style: TerminalStyle): string {
  const left = state.secondsLeft();
  const head = [
    `${state.finished}/${state.total} runs`,
    ...(state.failures > 0 ? [paint('red', `${state.failures} failed`, style)] : []),
    left === undefined ? 'estimating …' : `about ${formatDuration(left)} left`,
  ].join('  ');
  return [head, ...[...state.running.values()].map((run) => renderRun(run, style))].join('\n');
}

/** Columns of `100.0 % right`. */
const ACCURACY = 13;

function renderRun(run: RunningRun, { width, colour }: TerminalStyle): string {
  // Where there is little room, the name needs it more than the bar does.
  const barWidth = width >= 108 ? 20 : width >= 90 ? 10 : 0;
  const full = Math.round(run.fraction * barWidth);
  const bar = barWidth > 0 ? `${'█'.repeat(full)}${'░'.repeat(barWidth - full)} ` : '';
  const left = secondsLeftOf(run);
  const accuracy = run.accuracy === undefined ? '' : `${run.accuracy.toFixed(1)} % right`;
  const tail = [
    `${bar}${String(Math.floor(100 * run.fraction)).padStart(3)} %`,
    accuracy.padStart(ACCURACY),
    (left === undefined ? '' : formatDuration(left)).padEnd(12),
  ].join('  ');
  const phase = run.phase.padEnd(9);
  const room = Math.max(8, width - tail.length - phase.length - 6);
  return `  ${shorten(run.label, room)}  ${paint('cyan', phase, { width, colour })} ${tail}`;
}

/** Fits a label into its room. The middle is left out: names differ at their beginning and their end. */
function shorten(label: string, room: number): string {
  if (label.length <= room) return label.padEnd(room);
  const head = Math.ceil((room - 1) / 2);
  return `${label.slice(0, head)}…${label.slice(label.length - (room - 1 - head))}`;
}

function paint(colour: 'red' | 'green' | 'cyan', text: string, style: TerminalStyle): string {
  return style.colour ? styleText(colour, text, { validateStream: false }) : text;
}
