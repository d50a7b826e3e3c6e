import { LEAST_VALUES_FOR_TEST } from '@hebbench/report';
import { withInterval } from '../common/format.ts';
import { underReading, underReadingOf } from '../common/networks.ts';
import { READINGS_BESIDE } from '../common/rows/index.ts';
import { paperShots, type Range } from './paper-range.ts';
import { judgeRange } from './range-verdict.ts';
import { shotsReadingsWithin, stableReadings } from './qualified.ts';
import type { ReadingRows } from './reading-results.ts';
import type { AttackResult, ShotsResult } from './results.ts';
import { judgeStability, STABLE_RADIUS } from './stability.ts';

const NO_READINGS: ReadingRows = { attacks: [], shots: [] };

/**
 * The paper's claims on this figure, each with what was found.
 * @param readings - other readings of what the paper leaves open: they qualify the verdict on a claim that fails;
 * none by default
 */
export function verdicts(
  shots: readonly ShotsResult[],
  attacks: readonly AttackResult[],
  readings: ReadingRows = NO_READINGS,
): string[] {
  return [
    ...shots.flatMap((row) => oneShotVerdict(row, shots, readings)),
    ...robustnessVerdicts(attacks, readings),
    ...trustNotes(attacks),
  ];
}

/** What a network that has learned little or nothing reaches: without it, a number in the range says little. */
const REFERENCES = ['control', 'nearest neighbour'];

function oneShotVerdict(row: ShotsResult, all: readonly ShotsResult[], readings: ReadingRows): string[] {
  const range = paperShots(row);
  if (!range) return [];
  const onAllImages = row.experiment === 'few-shot-all';
  const protocol = onAllImages ? 'hidden layer trained on all images without labels' : 'the few images alone';
  const names = new Set(all.map(({ network }) => network));
  const references = REFERENCES.flatMap((reference) => {
    const network = underReadingOf(row.network, reference, names);
    const other = all.find(
      (each) => each.network === network && each.experiment === row.experiment && each.shots === row.shots,
    );
    return other ? [`${reference} ${withInterval(other.accuracy)} %`] : [];
  });
  const { verdict, why } = judgeRange(row.accuracy, range);
  const words = verdictWords({
    held: verdict === 'inside',
    failed: verdict === 'outside',
    why,
    seeds: row.seeds,
    qualified: shotsReadingsWithin(row, range, readings.shots),
  });
  return [
    `${words}: ${row.network}, one shot, ${protocol}: ${withInterval(row.accuracy)} %; the paper has ${range[0]}–${range[1]} % (${[drawsText(row, range), ...references].join('; ')}).`,
  ];
}

interface Judged {
  readonly held: boolean;
  readonly failed: boolean;
  /** Why it is neither. */
  readonly why: string;
  readonly seeds: number;
  /** With which readings it holds. */
  readonly qualified: string;
}

function verdictWords({ held, failed, why, seeds, qualified }: Judged): string {
  if (failed) return `Not reproduced${qualified}`;
  if (!held) return `Undecided (${why})`;
  // What holds for one or two networks need not hold for the next.
  if (seeds >= LEAST_VALUES_FOR_TEST) return 'Reproduced';
  return `Reproduced with ${seeds === 1 ? 'one seed' : `${seeds} seeds`}`;
}

/** The paper does not say over how many draws it averages: how far single ones reach, and how many are in its range. */
function drawsText({ draws }: ShotsResult, [low, high]: Range): string {
  const inside = draws.filter((accuracy) => accuracy >= low && accuracy <= high).length;
  return `mean of ${draws.length} draws, which lie between ${Math.min(...draws).toFixed(1)} and ${Math.max(...draws).toFixed(1)}, ${inside} of them in that range`;
}

/** Networks of the proposed rule. */
const OWN = ['proposed', 'proposed, WP output'];

function robustnessVerdicts(attacks: readonly AttackResult[], readings: ReadingRows): string[] {
  const at = (network: string, epsilon: number): AttackResult | undefined =>
    attacks.find((row) => row.network === network && row.epsilon === epsilon);
  const names = new Set(attacks.map(({ network }) => network));
  const beside = READINGS_BESIDE.flatMap((reading) => OWN.map((network) => underReading(reading, network)));
  return [...OWN, ...beside].flatMap((network) => {
    const [clean, hit] = [at(network, 0), at(network, STABLE_RADIUS)];
    if (!clean || !hit) return [];
    const points = attacks
      .filter((row) => row.network === network)
      .map(({ epsilon, fall, reason }) => ({ epsilon, fall: fall.pgd, reason }));
    const { verdict, why } = judgeStability(clean.pgd.mean, points);
    const words = verdictWords({
      held: verdict === 'stable',
      failed: verdict === 'unstable',
      why,
      seeds: hit.seeds,
      qualified: stableReadings(network, readings.attacks),
    });
    const others = ['BP', 'K&H, n = 4.5', 'control'].flatMap((other) => {
      const row = at(underReadingOf(network, other, names), STABLE_RADIUS);
      return row ? [`${other} ${withInterval(row.pgd)} %`] : [];
    });
    return [
      `${words}: "stable under PGD up to ε = ${STABLE_RADIUS}", ${network}: ${withInterval(clean.pgd)} % clean, ${withInterval(hit.pgd)} % at ${STABLE_RADIUS} (${others.join(', ')} there).`,
    ];
  });
}

function trustNotes(attacks: readonly AttackResult[]): string[] {
  const doubtful = attacks.filter(({ trustworthy }) => !trustworthy);
  return doubtful.map(
    ({ network, epsilon, reason }) => `Not to be relied on: ${network} at ε = ${epsilon}: ${reason}.`,
  );
}
