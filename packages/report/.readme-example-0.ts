import { summarise, terminalTable } from '@hebbench/report';

const { mean, ci95 } = summarise([97.1, 97.4, 97.2]);
console.log(
  terminalTable(
    ['rule', 'accuracy', '95 %'],
    [['mine', mean.toFixed(2), ci95!.map((x) => x.toFixed(2)).join(' … ')]],
    { width: 80, colour: false },
  ),
);
