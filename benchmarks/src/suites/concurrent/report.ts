import { htmlPage, plainMarkdown, type PageSection } from '@hebbench/report';
import { FSDD, MNIST } from '@hebbench/datasets/traits';
import { originOfKey } from '../../run/data-key.ts';
import type { SuiteResults } from '../../suite.ts';
import { claimsTable } from '../common/claims.ts';
import { claimsSection, claimsText } from '../common/claims-report.ts';
import { bullets, markdown } from '../common/markdown.ts';
import { provenanceSections, provenanceText } from '../common/provenance.ts';
import { namesOf, setNotes } from '../common/sets.ts';
import { CONCURRENT_SCALES } from './cells.ts';
import { COMPARABLE, concurrentClaims, MOST_ASSIGNED } from './claims.ts';
import { figuresOf } from './figures.ts';
import { jointGroups, type JointGroup } from './results.ts';
import { accuracyTable, COLUMN_NOTES, forgettingTable, metricsCsv, sharesCsv, unitsTable } from './tables.ts';
import { ASSIGNED } from './units.ts';

function protocol(results: SuiteResults): string[] {
  const { mainWidth, leastImages } = CONCURRENT_SCALES[results.scale];
  const sounds = namesOf(results.sets ?? [FSDD]);
  const substitute = results.sets
    ? ''
    : ` The paper’s second set is UrbanSound8K: spoken digits stand in for it here, as they can be had by everyone; \`--dataset urbansound8k\` runs the suite on the paper’s own.`;
  return [
    ...setNotes(results),
    `${MNIST.title} and ${sounds} in one network with one hidden layer and the constraint, with the settings of Table 1 for digits.${substitute}`,
    'Sounds are 8-bit log-mel pictures as large as digits. Side by side: each set has inputs of its own, and those of the other are black; shared: both have the same inputs. The network trains on as many images of each set, in batches of both.',
    `Epochs are those of Table 1, and more where these would be fewer than ${leastImages} images; networks of one task see each image as often as networks of both. Claims and forgetting are at ${mainWidth} units.`,
    `What counts as holding, written down before the first run on real images: a loss below ${COMPARABLE} points as comparable, and fewer than ${MOST_ASSIGNED} % of the units with ${100 * ASSIGNED} % of their activity in one task as not assigned.`,
  ];
}

const STAND_INS = 'The images are embedded stand-ins: they say nothing of the paper’s claims.';

/** CSV files, charts, Markdown and a page. */
export function reportFiles(results: SuiteResults): Map<string, string> {
  const groups = jointGroups(results);
  const isDrawn = originOfKey(results.data) === 'embedded';
  const claims = isDrawn ? STAND_INS : claimsTable(concurrentClaims(groups));
  const csv = { 'concurrent.csv': metricsCsv(groups), 'shares.csv': sharesCsv(groups) };
  const drawn = groups.map((group) => ({ group, figures: figuresOf(group) }));
  const title = `Concurrent tasks, scale ${results.scale}, ${results.data} data`;
  const sections: PageSection[] = [
    claimsSection('The paper’s claims', 'The paper’s claims on concurrent tasks', claims),
    ...drawn.map(({ group, figures }): PageSection => ({
      heading: group.joint.title,
      parts: [
        ...tablesOf(group).map(({ caption, table }) => ({
          kind: 'table' as const,
          // Of the groups of one page, tables are alike but for this.
          caption: `${group.joint.title}. ${caption}`,
          ...table,
        })),
        ...figures.map((figure) => ({
          kind: 'figure' as const,
          svg: figure.svg,
          caption: figure.caption,
          csv: { name: figure.csv, content: csv[figure.csv] },
        })),
      ],
    })),
    { heading: 'What the columns are', parts: [{ kind: 'list', items: COLUMN_NOTES }] },
    ...provenanceSections(protocol(results), results),
  ];
  return new Map([
    ...Object.entries(csv),
    ...drawn.flatMap(({ figures }) => figures.map(({ file, svg }) => [file, svg] as const)),
    [
      'summary.md',
      `${claimsText(title, 'The paper’s claims', claims)}

${drawn.map(({ group, figures }) => groupText(group, figures)).join('\n\n')}

## What the columns are

${bullets(COLUMN_NOTES)}

${provenanceText(protocol(results), results)}`,
    ],
    ['report.html', htmlPage(title, sections)],
  ]);
}

function tablesOf(
  group: JointGroup,
): { readonly caption: string; readonly table: ReturnType<typeof unitsTable> }[] {
  return [
    { caption: 'Both tasks at once against one alone', table: accuracyTable(group) },
    { caption: 'One task after the other', table: forgettingTable(group) },
    { caption: 'Whose the units are', table: unitsTable(group) },
  ].filter(({ table: { rows } }) => rows.length > 0);
}

function groupText(group: JointGroup, figures: ReturnType<typeof figuresOf>): string {
  return [
    `## ${plainMarkdown(group.joint.title)}`,
    ...tablesOf(group).flatMap(({ caption, table }) => [`### ${caption}`, markdown(table)]),
    ...figures.flatMap(({ caption, file }) => [
      `![${plainMarkdown(caption)}](${file})`,
      plainMarkdown(caption),
    ]),
  ].join('\n\n');
}
