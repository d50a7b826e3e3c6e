import { entryResults, pairedDifferences, CONTROL_ROW, columnsOf } from '@hebbench/benchmarks/published';
import { summarise } from '@hebbench/report';
import type { VNode } from 'preact';
import { lineSpec, looksOf } from '../charts/from-lines.ts';
import { short } from '../charts/short.ts';
import type { DotSpec, PointSpec } from '../charts/spec.ts';
import { publishedReport } from '../model/find.ts';
import type { SiteModel, SiteReport } from '../model/types.ts';
import { Chart } from '../parts/chart.tsx';
import { chartSentences } from './chart-texts.ts';

/** What hidden layers learn is worth, how networks stand attacks, and what units look like. */
export function Pictures({ model }: { readonly model: SiteModel }): VNode {
  const table = publishedReport(model, 'table1');
  const attacks = publishedReport(model, 'figure4');
  const pgd = attacks?.charts.get('pgd.svg');
  const kernels = publishedReport(model, 'figure2');
  return (
    <div class="pictures">
      {table && (
        <Chart
          spec={overControl(table)}
          caption="**What learning the hidden layers adds.** Points above the control, whose hidden layers never learn, with 95 % intervals over common seeds. Small differences are drawn as wide as large ones."
          description={overControlText(table)}
        />
      )}
      {attacks && pgd && (
        <Chart
          spec={lineSpec(pgd)}
          caption={`**Under attack.** ${chartSentences(attacks.summary, 'pgd.svg')}`}
          description={pgd.description}
          csv={`@/results/${attacks.slug}/attacks.csv`}
        />
      )}
      {kernels && <Kernels report={kernels} />}
    </div>
  );
}

/** Mean differences from the control of each row of Table 1, column by column. */
function overControl({ results }: SiteReport): DotSpec {
  const entries = entryResults(results).filter(({ repeats }) => !repeats);
  const columns = columnsOf(results.sets);
  const rows = [...new Set(entries.map(({ row }) => row))].filter((row) => row !== CONTROL_ROW);
  const points = columns.flatMap((column, place) => {
    const control = entries.find(
      (entry) =>
        entry.row === CONTROL_ROW &&
        entry.column.set.name === column.set.name &&
        entry.column.nonnegative === column.nonnegative &&
        entry.column.hiddenLayers === column.hiddenLayers,
    );
    return rows.flatMap((row, series): PointSpec[] => {
      const entry = entries.find((each) => each.row === row && each.column.key === column.key);
      const difference = entry && control && summarise(pairedDifferences(entry, control));
      if (!difference) return [];
      const { mean, ci95 } = difference;
      return [[series, short(mean), place, ...(ci95 ? ci95.map(short) : [])] as unknown as PointSpec];
    });
  });
  return {
    kind: 'dots',
    xLabel: 'points above the control',
    zeroLabel: 'control',
    rows: columns.map(({ title }) => title),
    series: looksOf(rows.map(({ title }) => title)),
    points,
  };
}

function overControlText(report: SiteReport): string {
  const { series, rows, points } = overControl(report);
  const texts = points.map(
    ([place, mean, row]) => `${series[place]!.name} ${rows[row]}: ${mean > 0 ? '+' : ''}${mean.toFixed(2)}`,
  );
  return `Accuracy above the untrained control, in points. ${texts.join('; ')}.`;
}

const SHOWN = 4;

/** What some units of three networks see, as the report of Figure 2 has it. */
function Kernels({ report }: { readonly report: SiteReport }): VNode {
  const pictures = kernelPictures(report).slice(0, SHOWN);
  return (
    <figure>
      <div class="kernels">
        {pictures.map(({ src, text, title }) => (
          <a href={`@/${report.path}`}>
            <img src={`@/${src}`} alt={text} loading="lazy" />
            <span>{title}</span>
          </a>
        ))}
      </div>
      <figcaption>
        <strong>What units look for.</strong> Incoming weights of hidden units, nonnegative, from 0 (black) to
        the largest (white). <a href={`@/${report.path}`}>All networks</a>
      </figcaption>
    </figure>
  );
}

/** A picture of a report. */
export interface KernelPicture {
  /** From the root of the site. */
  readonly src: string;
  readonly text: string;
  /** The heading that it stands under. */
  readonly title: string;
  /** Its file's name. */
  readonly file: string;
}

/** Pictures of weights that a report shows, in its order. */
export function kernelPictures({ summary, slug, files }: SiteReport): KernelPicture[] {
  const pictures: KernelPicture[] = [];
  let title = '';
  for (const line of summary.split('\n')) {
    title = /^#+ (.*)$/.exec(line)?.[1] ?? title;
    const [, text, file] = /^!\[(.*)\]\(([^)]*\.png)\)$/.exec(line) ?? [];
    if (text === undefined || file === undefined || !files.has(file)) continue;
    pictures.push({ src: `results/${slug}/${file}`, text, title: title.replace(/ \(.*$/, ''), file });
  }
  return pictures;
}
