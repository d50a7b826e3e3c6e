import type { PageSection } from '@hebbench/report';
import { CHECK_NOTE, checkSentence, checkTable } from '../../checks/table.ts';
import { verdicts, type Verdict } from '../../checks/verdict.ts';
import { originOfKey } from '../../run/data-key.ts';
import type { SuiteResults } from '../../suite.ts';
import { bullets, markdown, type TextTable } from './markdown.ts';
import { plainTitles } from './sets.ts';

/**
 * The end of every report in Markdown: how was measured, where the numbers come from, and how to have them again.
 * @param protocol - sentences
 */
export function provenanceText(protocol: readonly string[], results: SuiteResults): string {
  return `## Protocol

${bullets(protocol.map((sentence) => plainTitles(sentence, results)))}
${checksText(verdicts(results))}
## Provenance

${bullets(provenanceNotes(results))}

${markdown(rerunTable(results))}
`;
}

/** {@link provenanceText} for a page. */
export function provenanceSections(protocol: readonly string[], results: SuiteResults): PageSection[] {
  return [
    { heading: 'Protocol', parts: [{ kind: 'list', items: protocol }] },
    ...checksSection(verdicts(results)),
    {
      heading: 'Provenance',
      parts: [
        { kind: 'list', items: provenanceNotes(results) },
        { kind: 'table', caption: 'How to run a cell again', ...rerunTable(results) },
      ],
    },
  ];
}

function checksText(found: readonly Verdict[]): string {
  if (found.length === 0) return '';
  return `\n## Checks\n\n${checkSentence(found)} ${CHECK_NOTE}\n\n${markdown(checkTable(found))}\n`;
}

function checksSection(found: readonly Verdict[]): PageSection[] {
  if (found.length === 0) return [];
  const caption = `${checkSentence(found)} ${CHECK_NOTE}`;
  return [{ heading: 'Checks', parts: [{ kind: 'table', caption, ...checkTable(found) }] }];
}

/** Where the numbers come from. */
function provenanceNotes({ cells, records, outdated = [] }: SuiteResults): string[] {
  const all = (pick: (record: (typeof records)[number]) => string): string =>
    [...new Set(records.map(pick))].toSorted().join('; ');
  if (records.length === 0) return ['No run is stored.'];
  const ok = records.filter(({ status }) => status === 'ok');
  const planned = cells.reduce((sum, { seeds }) => sum + seeds.length, 0);
  return [
    ...(ok.length < planned
      ? [`Not complete: ${ok.length} of ${planned} runs are done, over all cells and seeds.`]
      : []),
    `Engine: ${all(({ provenance: { engine } }) => `${engine.name} (${engine.detail}), ${engine.threads} thread${engine.threads === 1 ? '' : 's'} a run`)}. A command below gives the same numbers to the bit with the same engine, threads and kind of processor, and with others numbers that differ as those of another seed do.`,
    `Machine: ${all(({ provenance: { machine } }) => `${machine.cpu}, ${machine.cores} core${machine.cores === 1 ? '' : 's'}, ${machine.platform}, Node ${machine.node}`)}.`,
    ...codeNotes(ok),
    `Data: ${[...new Set(ok.map(({ cell, provenance: { data } }) => `${cell.dataset} ${data.origin} ${data.digest.slice(0, 16)}…`))].toSorted().join('; ')}.`,
    `Training time in all: ${(trainingSeconds(ok) / 60).toFixed(1)} minutes for ${ok.length} runs, what several share counted once.`,
    ...(outdated.length > 0
      ? [
          `Settings, code, or the numbers of a package have changed since ${outdated.length} of these runs: they stand for what their records say, and the commands below give today’s numbers. They are: ${[...new Set(outdated.map(({ cell }) => cell.id))].join(', ')}.`,
        ]
      : []),
  ];
}

/** What code ran, and with what it computed, as far as records say. */
function codeNotes(records: SuiteResults['records']): string[] {
  const commits = new Set(
    records.flatMap(({ provenance: { code } }) =>
      code ? [`${code.commit?.slice(0, 12) ?? 'no commit'}${code.clean ? '' : ' with changes'}`] : [],
    ),
  );
  const libraries = new Set(
    records.flatMap(({ provenance }) =>
      Object.entries(provenance.libraries ?? {}).map(([name, version]) => `${name} ${version}`),
    ),
  );
  return [
    ...(commits.size > 0 ? [`Code: ${[...commits].toSorted().join('; ')}.`] : []),
    ...(libraries.size > 0 ? [`Libraries: ${[...libraries].toSorted().join('; ')}.`] : []),
  ];
}

/** Seconds of all trainings. Runs that share a network, or its hidden layers, hold the seconds of the same phase. */
function trainingSeconds(records: SuiteResults['records']): number {
  const phases = new Map(
    records.flatMap((record) =>
      record.phases.map(({ name, seconds }) => [`${record.seed} ${name} ${seconds}`, seconds] as const),
    ),
  );
  return [...phases.values()].reduce((sum, seconds) => sum + seconds, 0);
}

/** Flags for the images of a report. Whoever repeats a run on images of his own says where they are. */
export function dataFlags({
  data,
  records,
  sets = [],
}: Pick<SuiteResults, 'data' | 'records' | 'sets'>): string {
  const origin = originOfKey(data);
  const own = origin === 'real' || origin === 'embedded' ? undefined : 'real';
  // A set that no part of this program is lies in a folder of the user's, or comes by a plug-in.
  const brought = records.some(({ provenance }) => provenance.data.set !== undefined);
  const asked = sets.map(({ name }) => ` --dataset ${name}${brought ? '=DIR' : ''}`).join('');
  const directory = own && !brought ? ' --data-dir DIR' : '';
  return `--data ${own ?? origin}${directory}${asked}`;
}

/** The command that runs a cell again. */
export function rerunCommand(id: string, results: SuiteResults): string {
  const { scale, flags } = results;
  return `pnpm bench --filter ${id} --scale ${scale} ${dataFlags(results)}${flags?.get(id) ?? ''} --force --out again`;
}

/** More commands than that say less than one for each group of cells. */
const MOST_COMMANDS = 200;

/** The command of each cell that ran: a suite may have hundreds that nobody has asked for. */
function rerunTable(results: SuiteResults): TextTable {
  const { cells, records } = results;
  const ran = new Set(records.map(({ cell }) => cell.id));
  const ids = cells.flatMap(({ id }) => (ran.has(id) ? [id] : []));
  if (ids.length <= MOST_COMMANDS || ids.some((id) => results.flags?.has(id)))
    return { columns: ['cell', 'command'], rows: ids.map((id) => [id, rerunCommand(id, results)]) };
  const groups = new Map<string, number>();
  for (const id of ids) {
    const group = id.split('/').slice(0, 2).join('/');
    groups.set(group, (groups.get(group) ?? 0) + 1);
  }
  return {
    columns: ['cells', 'ran', 'command, which takes the whole name of a cell as well'],
    rows: [...groups].map(([group, count]) => [`${group}/…`, String(count), rerunCommand(group, results)]),
  };
}
