// Apart from the rest of the package: what draws is several times as much code, and a process that trains draws nothing.
export { imageGrid, type ImageGrid } from './image-grid.ts';
export type { ChartReference, LineChartOptions, LinePoint } from './line-chart-options.ts';
export { lineChart } from './line-chart.ts';
export { recordCharts, type RecordedFiles } from './recorded-charts.ts';
