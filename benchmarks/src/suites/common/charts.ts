import { plainMarkdown, type PageSection } from '@hebbench/report';
import { lineChart } from '@hebbench/report/figures';

type LineChart = Parameters<typeof lineChart>[0];

/** A chart with its data. */
export interface Figure<Csv = { readonly name: string; readonly content: string }> {
  readonly title: string;
  /** Name of the file. */
  readonly file: string;
  readonly caption: string;
  readonly svg: string;
  readonly csv: Csv;
}

/** A {@link Figure} that is still to be drawn; its caption describes it to who cannot see it. */
export type FigureToDraw<Csv = Figure['csv']> = Omit<Figure<Csv>, 'svg'> &
  Omit<LineChart, 'title' | 'description'>;

/** Draws charts; those without a point are left out. */
export function drawFigures<Csv>(figures: readonly FigureToDraw<Csv>[]): Figure<Csv>[] {
  return figures
    .filter(({ points }) => points.length > 0)
    .map(({ file, csv, caption, ...chart }) => ({
      title: chart.title,
      file,
      caption,
      csv,
      svg: lineChart({ ...chart, description: caption }),
    }));
}

/** A section of the page for each chart. */
export function figureSections(figures: readonly Figure[]): PageSection[] {
  return figures.map(({ title, svg, caption, csv }) => ({
    heading: title,
    parts: [{ kind: 'figure', svg, caption, csv }],
  }));
}

/** {@link figureSections} in Markdown. */
export function figuresText(figures: readonly Figure[]): string {
  return figures
    .map(({ title, file, caption }) =>
      [`## ${plainMarkdown(title)}`, `![${plainMarkdown(caption)}](${file})`, plainMarkdown(caption)].join(
        '\n\n',
      ),
    )
    .join('\n\n');
}
