import { escapeMarkdown, htmlPage, plainMarkdown, type PageSection } from '@hebbench/report';
import type { SuiteResults } from '../../suite.ts';
import { claimsTable } from '../common/claims.ts';
import { claimsSection, claimsText, claimsTitle } from '../common/claims-report.ts';
import { bullets, markdown } from '../common/markdown.ts';
import { provenanceSections, provenanceText } from '../common/provenance.ts';
import { FIGURE_SETS, namesOf, setNotes, whyNoClaims } from '../common/sets.ts';
import { ESTIMATES, representationClaims, SAME_SPAN } from './claims.ts';
import { BARS_CAPTION, barPictures, SPAN_CAPTION, spanChart, type NamedPicture } from './figures.ts';
import { groups, networkResults, type Group } from './results.ts';
import { COLUMN_NOTES, groupTable, metricsCsv } from './tables.ts';

function protocol(results: SuiteResults): string[] {
  return [
    ...setNotes(results),
    `The networks of Table 1 with one hidden layer on ${namesOf(results.sets ?? FIGURE_SETS)} and its settings, at the table’s width and with fewer units than pixels; the control’s hidden layer is never trained.`,
    ...PROTOCOL,
  ];
}

const PROTOCOL: readonly string[] = [
  'Activity, correlation and errors are those of test images; principal and independent components are made of training images.',
  `What counts as holding, written down before the first run on real images: more, or less, than the control, as the claim has it; for a PCA-like mechanism also an overlap above ${SAME_SPAN} %, for reconstruction an error below that of the mean image, for ICA a mean correlation above ${ESTIMATES} %.`,
  'Principal components: orthogonal iteration with Rayleigh–Ritz values. FastICA: tanh, all components at once, on whitened images; it finds known sources as scikit-learn’s does.',
];

interface DrawnGroup extends Group {
  readonly svg: string;
  readonly file: string;
  readonly pictures: readonly NamedPicture[];
}

/** `representation.csv`, charts, pictures, Markdown and a page. */
export function reportFiles(results: SuiteResults): Map<string, string | Uint8Array> {
  const networks = networkResults(results);
  const drawn = groups(networks).map((group): DrawnGroup => ({
    ...group,
    svg: spanChart(group),
    file: `span-${group.nonnegative ? 'nonneg' : 'free'}-${group.width}.svg`,
    pictures: barPictures(group),
  }));
  const claims = whyNoClaims(results) ?? claimsTable(representationClaims(networks));
  const csv = { name: 'representation.csv', content: metricsCsv(networks) };
  const title = claimsTitle('What the features are', results);
  const sections: PageSection[] = [
    claimsSection('The paper’s claims', 'The paper’s claims on features', claims),
    ...drawn.map((group): PageSection => ({
      heading: group.title,
      parts: [
        { kind: 'table', caption: group.title, ...groupTable(group), csv },
        { kind: 'figure', svg: group.svg, caption: SPAN_CAPTION, csv },
        ...(group.pictures.length > 0
          ? [{ kind: 'gallery' as const, caption: BARS_CAPTION, pictures: group.pictures, csv }]
          : []),
      ],
    })),
    { heading: 'What the columns are', parts: [{ kind: 'list', items: COLUMN_NOTES }] },
    ...provenanceSections(protocol(results), results),
  ];
  return new Map<string, string | Uint8Array>([
    [csv.name, csv.content],
    ...drawn.map(({ file, svg }) => [file, svg] as const),
    ...drawn.flatMap(({ pictures }) => pictures.map(({ file, png }) => [file, png] as const)),
    [
      'summary.md',
      `${claimsText(title, 'The paper’s claims', claims)}

${drawn.map(groupText).join('\n\n')}

## What the columns are

${bullets(COLUMN_NOTES)}

${provenanceText(protocol(results), results)}`,
    ],
    ['report.html', htmlPage(title, sections)],
  ]);
}

function groupText(group: DrawnGroup): string {
  const pictures = group.pictures.map(
    ({ title, description, file }) => `${escapeMarkdown(title)}: ![${escapeMarkdown(description)}](${file})`,
  );
  return [
    `## ${plainMarkdown(group.title)}`,
    markdown(groupTable(group)),
    `![${SPAN_CAPTION}](${group.file})`,
    SPAN_CAPTION,
    ...(pictures.length > 0 ? [...pictures, BARS_CAPTION] : []),
  ].join('\n\n');
}
