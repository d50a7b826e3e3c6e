import { HebbenchError } from '@hebbench/core';
import { join } from 'node:path';
import { differenceFrom, type UpdateExample } from './example.ts';
import { median, type PeerMeasurement } from './measurement.ts';
import { askPeer, type PeerAnswer, type PeerProgram } from './peer.ts';
import type { PeerName } from './peer-names.ts';

/** Of an update that does not say otherwise: rounding alone makes a hundredth of it. */
const TOLERANCE = 1e-3;

/** What {@link PeerTurns} needs. */
export interface PeerTurnsOptions extends PeerProgram {
  readonly names: readonly PeerName[];
  readonly work: string;
  readonly threads: number;
  readonly seconds: number;
  /** With the training images, and the example in a folder of the unit's name. */
  readonly folder: string;
  readonly limitGflops: number;
  /** An update that each peer has to make. */
  readonly example: UpdateExample;
  /** Told of a peer that cannot take part in this unit: the others go on. */
  readonly onFailure: (error: HebbenchError) => void;
}

interface Turn {
  readonly peer: PeerName;
  readonly answers: PeerAnswer[];
  difference: number;
}

/** Has every peer measure a unit of work in each round. */
export class PeerTurns {
  readonly #options: PeerTurnsOptions;
  #turns: readonly Turn[];

  constructor(options: PeerTurnsOptions) {
    this.#options = options;
    this.#turns = options.names.map((peer) => ({ peer, answers: [], difference: 0 }));
  }

  /** One round: each in its turn. The first one checks that it makes the same update. */
  async round(): Promise<void> {
    for (const turn of this.#turns) {
      try {
        await this.#take(turn);
      } catch (error) {
        if (!(error instanceof HebbenchError && error.code === 'UNSUPPORTED')) throw error;
        this.#turns = this.#turns.filter((each) => each !== turn);
        this.#options.onFailure(error);
      }
    }
  }

  /** What they took, without those that failed. */
  measurements(): PeerMeasurement[] {
    return this.#turns.map(({ peer, answers, difference }) => {
      const { peer: version, form } = answers[0]!;
      const times = answers.map(({ ms }) => ms);
      return {
        name: peer,
        version,
        form,
        ms: median(times),
        times,
        difference,
        productGflops: Math.max(...answers.map(({ productGflops }) => productGflops)),
        flushesDenormals: answers.every(({ flushesDenormals }) => flushesDenormals),
      };
    });
  }

  async #take(turn: Turn): Promise<void> {
    const { names: _, example, onFailure: _told, python, program, ...question } = this.#options;
    const answer = await askPeer(
      { python, ...(program !== undefined && { program }) },
      { ...question, peer: turn.peer, form: turn.answers[0]?.form },
    );
    if (turn.answers.length === 0) {
      turn.difference = differenceFrom(example, join(question.folder, question.work, turn.peer, answer.form));
      const { tolerance = TOLERANCE } = example;
      if (turn.difference > tolerance) throw differs(turn, question.work, tolerance);
    }
    turn.answers.push(answer);
  }
}

function differs({ peer, difference }: Turn, work: string, tolerance: number): HebbenchError {
  return new HebbenchError('UNSUPPORTED', `${peer} makes another update in ${work}.`, {
    got: `a difference of ${difference.toPrecision(2)} of the change`,
    expected: `at most ${tolerance}`,
    fix: 'bring its program in benchmarks/peers in line with the unit of work',
  });
}
