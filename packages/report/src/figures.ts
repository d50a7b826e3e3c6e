// Apart from the rest of the package: what draws is several times as much code, and a process that trains draws nothing.
export { imageGrid, type ImageGrid } from './image-grid.ts';
export { lineChart, type ChartReference, type LineChartOptions, type LinePoint } from './line-chart.ts';
export { recordCharts, type RecordedFiles } from './recorded-charts.ts';
