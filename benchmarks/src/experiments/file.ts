import { excerpt, HebbenchError, nearestNames } from '@hebbench/core';
import { isMap, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { readRegularFile } from '../store/read-regular.ts';
import type { Complain } from './complaint.ts';
import {
  EXPECTED_OF_KEY,
  experimentFileSchema,
  KEYS,
  type WrittenExperiment,
  type WrittenExperiments,
} from './file-schema.ts';
import { combinations, isSweep, MOST_COMBINATIONS, type Sweep } from './sweep.ts';

/** A file of experiments, checked. */
export interface ExperimentFile extends Pick<WrittenExperiments, 'scale' | 'seeds' | 'seed'> {
  readonly experiments: readonly FiledExperiment[];
}

/** An experiment of a file. */
export interface FiledExperiment {
  readonly filter: string;
  readonly rules: readonly string[];
  readonly sweep: Sweep;
  /** The error for one of its settings, which names the file and the line. */
  readonly complain: Complain;
}

/** More is no list of experiments that somebody has written. */
const LARGEST = 2 ** 20;
/** References to other parts of a file, which could be of each other. */
const MOST_REFERENCES = 100;

/**
 * Reads a YAML file of experiments.
 * @throws {@link HebbenchError} `USAGE` if there is no such file, `INVALID_CONFIG` with the line for what is not valid
 */
export function readExperiments(file: string): ExperimentFile {
  const lines = new LineCounter();
  const document = parseDocument(textOf(file), { lineCounter: lines, prettyErrors: false });
  const place = placeIn(file, document, lines);
  const [error] = document.errors;
  if (error) {
    const got = `${error.message}, line ${lines.linePos(error.pos[0]).line}`;
    throw invalid(file, got, 'a YAML document', 'correct the line');
  }
  const parsed = experimentFileSchema.safeParse(valueOf(file, document));
  if (!parsed.success) throw complaintOf(parsed.error.issues[0]!, file, place);
  const { experiments, ...common } = parsed.data;
  return { ...common, experiments: experiments.map((each, i) => filed(each, i, file, place)) };
}

/** Where a value stands, and what it is: `experiments[0].hidden: 0, line 3`. */
type Place = (path: readonly PropertyKey[]) => string;

function filed(written: WrittenExperiment, index: number, file: string, place: Place): FiledExperiment {
  const { filter, rule = [], set = {}, preset, hidden, epochs, validation } = written;
  const { 'head-epochs': headEpochs, 'train-images': trainImages } = written;
  const sweep: Sweep = {
    set,
    ...(preset !== undefined && { preset }),
    ...(hidden !== undefined && { hidden }),
    ...(epochs !== undefined && { epochs }),
    ...(headEpochs !== undefined && { headEpochs }),
    ...(trainImages !== undefined && { trainImages }),
    ...(validation && { validation }),
  };
  const path = ['experiments', index];
  if (!isSweep(sweep)) {
    throw invalid(
      file,
      `${place(path)}, which changes nothing`,
      `one of ${KEYS.experiment.filter((key) => key !== 'filter' && key !== 'rule').join(', ')}`,
      'say what it changes',
    );
  }
  const count = combinations(sweep);
  if (count > MOST_COMBINATIONS) {
    const got = `${place([...path, 'set'])} with ${count} combinations of values`;
    throw invalid(file, got, `at most ${MOST_COMBINATIONS}`, 'try fewer values at once');
  }
  return {
    filter: filter.join(','),
    rules: rule,
    sweep,
    complain: (setting, got, expected, fix = `give ${expected}`) =>
      invalid(file, `${place([...path, setting])}: ${got}`, expected, fix),
  };
}

function textOf(file: string): string {
  let problem: string;
  try {
    const bytes = readRegularFile(file);
    if (bytes && bytes.length <= LARGEST) return bytes.toString();
    problem = bytes ? `of ${bytes.length} bytes` : 'where no file is';
  } catch (error) {
    problem = (error as Error).message;
  }
  throw new HebbenchError('USAGE', '--experiment names no file of experiments.', {
    got: `--experiment ${excerpt(file)}: ${problem}`,
    expected: `a YAML file of at most ${LARGEST} bytes`,
    fix: 'correct the path; docs/experiments.md shows a file',
  });
}

function valueOf(file: string, document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: MOST_REFERENCES });
  } catch (cause) {
    throw invalid(file, (cause as Error).message, 'few references', 'write the values out');
  }
}

function complaintOf(issue: z.core.$ZodIssue, file: string, place: Place): HebbenchError {
  if (issue.code === 'unrecognized_keys') {
    const [key] = issue.keys;
    const known = issue.path.length === 0 ? KEYS.file : KEYS.experiment;
    const [nearest] = nearestNames(key!, known, 1);
    return invalid(
      file,
      place([...issue.path, key!]),
      `one of ${known.join(', ')}`,
      nearest === undefined ? 'leave it out' : `did you mean "${nearest}"?`,
    );
  }
  const key = issue.path.findLast((part) => typeof part === 'string');
  const inSettings = issue.path.includes('set');
  const expected =
    EXPECTED_OF_KEY[inSettings ? 'set' : String(key)] ??
    (issue.path.length === 0
      ? `a map with ${EXPECTED_OF_KEY['experiments']}`
      : 'a filter and what it changes');
  return invalid(file, place(issue.path), expected, `give ${expected}`);
}

function placeIn(file: string, document: Document, lines: LineCounter): Place {
  return (path) => {
    const words = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`));
    const name = words.join('').replace(/^\./, '') || 'the document';
    for (let depth = path.length; depth >= 0; depth--) {
      const node: unknown = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
      const range = isMap(node) || isScalar(node) || hasRange(node) ? node.range : undefined;
      if (!range) continue;
      const found = depth === path.length && isScalar(node) ? ` ${excerpt(JSON.stringify(node.value))}` : '';
      const missing = depth < path.length ? ', which is not there,' : '';
      return `${name}${found || missing} at line ${lines.linePos(range[0]).line} of ${file}`;
    }
    return `${name} at line 1 of ${file}`;
  };
}

function hasRange(node: unknown): node is { range: readonly number[] | null | undefined } {
  return typeof node === 'object' && node !== null && 'range' in node;
}

function invalid(file: string, got: string, expected: string, fix: string): HebbenchError {
  return new HebbenchError('INVALID_CONFIG', `The experiments in ${file} are not valid.`, {
    got,
    expected,
    fix,
  });
}
