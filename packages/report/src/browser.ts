// What runs in browsers too: nothing here, or below it, asks for Node.js.
export { escapeFormula } from './formula.ts';
export { spread } from './spread.ts';
