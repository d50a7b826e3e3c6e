export { aggregate, failureWord, metric, type CellResult } from './aggregate.ts';
export { compareCells, type CellComparison, type ValuesOf } from './compare.ts';
export { escapeHtml, escapeMarkdown, plainMarkdown, withoutMarkup } from './escape.ts';
export { htmlPage } from './html-page.ts';
export type {
  CsvDownload,
  PageFigure,
  PageGallery,
  PageList,
  PagePart,
  PageSection,
  PageTable,
  PageText,
} from './page-parts.ts';
export { PAGE_COLOURS } from './page-style.ts';
export { predictionInterval } from './prediction.ts';
export { createSlugger } from './slug.ts';
export {
  holm,
  holmWithin,
  LEAST_VALUES_FOR_TEST,
  pairedTest,
  summarise,
  welchTest,
  type Summary,
} from './statistics.ts';
export { markdownTable, terminalTable, toCsv, type CsvRow, type TableStyle } from './tables.ts';
