import { findCandidates } from './candidates.ts';
import type { Measured } from './measure-once.ts';
import { timeInTurn } from './rounds.ts';

const candidates = await findCandidates();
const found: Measured = {
  rounds: timeInTurn(candidates),
  details: Object.fromEntries(candidates.map(({ name, detail }) => [name, detail])),
};
process.send?.(found, () => process.exit(0));
