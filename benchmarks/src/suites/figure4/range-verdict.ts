import { LEAST_VALUES_FOR_TEST, type Summary } from '@hebbench/report';
import type { Range } from './paper-range.ts';

/** Where a mean over draws lies against a range of the paper's. */
export interface RangeVerdict {
  readonly verdict: 'inside' | 'undecided' | 'outside';
  /** Why it is undecided; empty if it is not. */
  readonly why: string;
}

/** @returns `inside` or `outside` where the whole 95 % interval is, of no fewer draws than a test needs */
export function judgeRange({ count, mean, ci95 }: Summary, [low, high]: Range): RangeVerdict {
  if (!ci95 || count < LEAST_VALUES_FOR_TEST) return { verdict: 'undecided', why: 'too few draws' };
  if (ci95[0] >= low && ci95[1] <= high) return { verdict: 'inside', why: '' };
  if (ci95[1] < low || ci95[0] > high) return { verdict: 'outside', why: '' };
  return {
    verdict: 'undecided',
    why:
      mean >= low && mean <= high
        ? 'inside the range, but its interval is not'
        : 'outside the range, but not by more than its interval',
  };
}
