import type { Summary } from '@hebbench/report';
import { withInterval } from '../table1/format.ts';
import type { AttackResult, ShotsResult } from './results.ts';

/** What the paper reports at one shot, in percent; it says nothing of the protocol. */
export const PAPER_ONE_SHOT: Readonly<Record<string, readonly [low: number, high: number]>> = {
  'hebbian-wp': [45, 55],
  'krotov-hopfield': [10, 20],
};

/** The paper's range for a few-shot result, if it has one. */
export function paperShots({
  cell,
  shots,
}: Pick<ShotsResult, 'cell' | 'shots'>): readonly [number, number] | undefined {
  return shots === 1 && cell ? PAPER_ONE_SHOT[cell.rule] : undefined;
}

/** A fall of accuracy up to this many percentage points counts as none. */
export const STABLE = 5;
/** Up to this ε. */
export const STABLE_RADIUS = 0.1;

/** The paper's claims on this figure, each with what was found. */
export function verdicts(shots: readonly ShotsResult[], attacks: readonly AttackResult[]): string[] {
  return [
    ...shots.flatMap((row) => oneShotVerdict(row, shots)),
    ...robustnessVerdict(attacks),
    ...trustNotes(attacks),
  ];
}

/** What a network that has learned little or nothing reaches: without it, a number in the range says little. */
const REFERENCES = ['control', 'nearest neighbour'];

function oneShotVerdict(row: ShotsResult, all: readonly ShotsResult[]): string[] {
  const range = paperShots(row);
  if (!range) return [];
  const protocol =
    row.experiment === 'few-shot-all'
      ? 'hidden layer trained on all images without labels'
      : 'the few images alone';
  const references = REFERENCES.flatMap((network) => {
    const other = all.find(
      (each) => each.network === network && each.experiment === row.experiment && each.shots === row.shots,
    );
    return other ? [`${network} ${withInterval(other.accuracy)} %`] : [];
  });
  return [
    `${WORDS[judgeRange(row.accuracy, range)]}: ${row.network}, one shot, ${protocol}: ${withInterval(row.accuracy)} %; the paper has ${range[0]}–${range[1]} % (${[drawsText(row, range), ...references].join('; ')}).`,
  ];
}

/** Where a mean over draws lies against a range of the paper's. */
export type RangeVerdict = 'inside' | 'not excluded' | 'outside';

/** @returns `not excluded` where the mean is outside the range, but not by more than its interval */
export function judgeRange(
  { mean, ci95 = [mean, mean] }: Summary,
  [low, high]: readonly [number, number],
): RangeVerdict {
  if (mean >= low && mean <= high) return 'inside';
  return ci95[1] >= low && ci95[0] <= high ? 'not excluded' : 'outside';
}

const WORDS: Readonly<Record<RangeVerdict, string>> = {
  inside: 'Reproduced',
  'not excluded': 'Not excluded (outside the range, but not by more than its interval)',
  outside: 'Not reproduced',
};

/** The paper does not say over how many draws it averages: how far single ones reach, and how many are in its range. */
function drawsText({ draws }: ShotsResult, [low, high]: readonly [number, number]): string {
  const inside = draws.filter((accuracy) => accuracy >= low && accuracy <= high).length;
  return `mean of ${draws.length} draws, which lie between ${Math.min(...draws).toFixed(1)} and ${Math.max(...draws).toFixed(1)}, ${inside} of them in that range`;
}

function robustnessVerdict(attacks: readonly AttackResult[]): string[] {
  const at = (network: string, epsilon: number): AttackResult | undefined =>
    attacks.find((row) => row.network === network && row.epsilon === epsilon);
  return ['proposed', 'proposed, WP output'].flatMap((network) => {
    const [clean, hit] = [at(network, 0), at(network, STABLE_RADIUS)];
    if (!clean || !hit) return [];
    const fall = clean.pgd.mean - hit.pgd.mean;
    const others = ['BP', 'K&H, n = 4.5', 'control'].flatMap((other) => {
      const row = at(other, STABLE_RADIUS);
      return row ? [`${other} ${withInterval(row.pgd)} %`] : [];
    });
    return [
      `${fall <= STABLE ? 'Reproduced' : 'Not reproduced'}: "stable under PGD up to ε = 0.1", ${network}: ${withInterval(clean.pgd)} % clean, ${withInterval(hit.pgd)} % at 0.1 (${others.join(', ')} there).`,
    ];
  });
}

function trustNotes(attacks: readonly AttackResult[]): string[] {
  const doubtful = attacks.filter(({ trustworthy }) => !trustworthy);
  return doubtful.map(
    ({ network, epsilon, reason }) => `Not to be relied on: ${network} at ε = ${epsilon}: ${reason}.`,
  );
}
