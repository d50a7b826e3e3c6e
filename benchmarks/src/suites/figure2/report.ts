import type { RunRecord } from '@hebbench/core';
import {
  aggregate,
  escapeMarkdown,
  htmlPage,
  type PageSection,
  plainMarkdown,
  toCsv,
} from '@hebbench/report';
import { imageGrid } from '@hebbench/report/figures';
import type { SuiteResults } from '../../suite.ts';
import { networkTitle } from '../common/networks.ts';
import { describeSet, isOfPaper, reportTitle, setNotes, setOfResults } from '../common/sets.ts';
import { provenanceSections, provenanceText } from '../common/provenance.ts';
import type { StoredKernels } from './score.ts';

const COLUMNS = 6;

interface Picture {
  readonly dataset: string;
  /** Rule and output layer. */
  readonly network: string;
  readonly file: string;
  /** Of the network, for people. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly png: Uint8Array;
  readonly kernels: StoredKernels;
}

/** The files of the report: a PNG for each network, the kernels as CSV, Markdown, and a page. */
export function reportFiles(results: SuiteResults): Map<string, string | Uint8Array> {
  const pictures = aggregate(results.cells, results.records).flatMap(({ records: [first] }) =>
    first ? [draw(first)] : [],
  );
  const csv = kernelsCsv(pictures);
  const datasets = [...new Set(pictures.map(({ dataset }) => dataset))];
  const sections = datasets.map((dataset): PageSection => {
    const own = pictures.filter((picture) => picture.dataset === dataset);
    return {
      heading: headingOf(dataset, results),
      parts: [
        { kind: 'gallery', caption: CAPTION, pictures: own, csv: { name: 'figure2.csv', content: csv } },
        {
          kind: 'gallery',
          caption: ONE_SCALE_CAPTION,
          pictures: onOneScale(own),
          csv: { name: 'figure2.csv', content: csv },
        },
      ],
    };
  });
  const title = isOfPaper(results)
    ? `Figure 2: weight kernels, scale ${results.scale}, ${results.data} data`
    : `Weight kernels: ${reportTitle('Figure 2', results)}`;
  return new Map<string, string | Uint8Array>([
    ...pictures.map(({ file, png }) => [file, png] as const),
    ...datasets
      .flatMap((dataset) => onOneScale(pictures.filter((picture) => picture.dataset === dataset)))
      .map(({ file, png }) => [file, png] as const),
    ['figure2.csv', csv],
    ['summary.md', summary(title, results, pictures)],
    [
      'report.html',
      htmlPage(title, [...sections, ...provenanceSections([...setNotes(results), ...PROTOCOL], results)]),
    ],
  ]);
}

function headingOf(dataset: string, results: SuiteResults): string {
  const set = setOfResults(dataset, results);
  return set ? describeSet(set) : dataset;
}

const CAPTION =
  'Incoming weights of 36 hidden units with nonnegative weights, the same units in every network; each network from 0 (black) to the 99.9 % quantile of the weights shown (white), in colour channel by channel.';

const PROTOCOL: readonly string[] = [
  'Weights of the hidden layer, nonnegative, one layer: the networks of Table 1 with its first seed.',
  'The units are spread evenly over the layer, and none is chosen for its looks.',
  'A control is shown beside: a hidden layer that was never trained.',
  'The pictures are the data: a pixel, from 0 to 255, is a weight divided by the network’s scale in figure2.csv, times 255; what is above is 255.',
];

const ONE_SCALE_CAPTION =
  'The same kernels on one scale for all networks: white is the largest of their scales. A rule with small weights is dark.';

/** The pictures of one data set, all from 0 to the largest of their scales. */
function onOneScale(pictures: readonly Picture[]): Picture[] {
  const largest = Math.max(...pictures.map(({ kernels }) => kernels.scale));
  return pictures.map((picture): Picture => {
    const { kernels, file, description } = picture;
    const share = kernels.scale / largest;
    const pixels = new Uint8Array(Buffer.from(kernels.pixels, 'base64')).map((value) =>
      Math.round(share * value),
    );
    return {
      ...picture,
      file: file.replace('.png', '-one-scale.png'),
      title: `${picture.name} (white: ${largest.toPrecision(2)})`,
      description: `${description}, on the scale of all networks`,
      png: imageGrid({ shape: kernels.shape, pixels, columns: COLUMNS }),
    };
  });
}

function draw({ cell, details }: RunRecord): Picture {
  const kernels = details['kernels'] as StoredKernels;
  const title = networkTitle(cell);
  return {
    dataset: cell.dataset,
    network: `${cell.rule}/${cell.head}`,
    name: title,
    file: `${cell.dataset}-${cell.rule}-${cell.head}.png`,
    title: `${title} (white: ${kernels.scale.toPrecision(2)})`,
    description: `Weight kernels of ${kernels.units.length} hidden units, ${title}, on ${cell.dataset}`,
    png: imageGrid({
      shape: kernels.shape,
      pixels: new Uint8Array(Buffer.from(kernels.pixels, 'base64')),
      columns: COLUMNS,
    }),
    kernels,
  };
}

/** The shown units: one row each, with weights as shares of the network's scale. */
function kernelsCsv(pictures: readonly Picture[]): string {
  return toCsv(
    ['dataset', 'network', 'unit', 'scale', 'mean_share', 'largest_share', 'zero_share'],
    pictures.flatMap(({ dataset, network, kernels }) => {
      const pixels = Buffer.from(kernels.pixels, 'base64');
      const inputs = pixels.length / kernels.units.length;
      return kernels.units.map((unit, i) => {
        const own = [...pixels.subarray(i * inputs, (i + 1) * inputs)];
        const mean = own.reduce((sum, each) => sum + each, 0) / inputs;
        return {
          dataset,
          network,
          unit,
          scale: kernels.scale.toPrecision(5),
          mean_share: (mean / 255).toFixed(4),
          largest_share: (Math.max(...own) / 255).toFixed(4),
          zero_share: (own.filter((each) => each === 0).length / inputs).toFixed(4),
        };
      });
    }),
  );
}

function summary(title: string, results: SuiteResults, pictures: readonly Picture[]): string {
  return `# ${plainMarkdown(title)}

${CAPTION}

${pictures.map(({ dataset, title: name, description, file }) => `## ${dataset}: ${escapeMarkdown(name)}\n\n![${escapeMarkdown(description)}](${file})`).join('\n\n')}

## On one scale

${ONE_SCALE_CAPTION} The pictures are the files \`*-one-scale.png\`.

${provenanceText([...setNotes(results), ...PROTOCOL], results)}`;
}
