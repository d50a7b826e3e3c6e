export { aggregate, metric, type CellResult } from './aggregate.ts';
export { compareCells, type CellComparison } from './compare.ts';
export { escapeHtml } from './escape.ts';
export {
  htmlPage,
  PAGE_COLOURS,
  type CsvDownload,
  type PageFigure,
  type PageGallery,
  type PageList,
  type PagePart,
  type PageSection,
  type PageTable,
  type PageText,
} from './html-page.ts';
export { imageGrid, type ImageGrid } from './image-grid.ts';
export { lineChart, type ChartReference, type LineChartOptions, type LinePoint } from './line-chart.ts';
export { predictionInterval } from './prediction.ts';
export { holm, LEAST_VALUES_FOR_TEST, pairedTest, summarise, welchTest, type Summary } from './statistics.ts';
export { markdownTable, terminalTable, toCsv, type CsvRow, type TableStyle } from './tables.ts';
