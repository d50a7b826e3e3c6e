import { isNothing, OPCODES, type Machine } from './pickle-opcodes.ts';
import type { PickleValue } from './pickle-values.ts';

export { PickledArray, type PickleValue } from './pickle-values.ts';

/**
 * Reads a pickle of plain values and NumPy's arrays, as Python's image sets are spread. Nothing of it is executed: whatever
 * else a pickle asks for, such as a function to call, is refused by name.
 * @throws Error that says what is wrong
 */
export function parsePickle(bytes: Uint8Array): PickleValue {
  const machine: Machine = {
    bytes,
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    at: 0,
    stack: [],
    marks: [],
    memo: new Map(),
  };
  while (machine.at < bytes.length) {
    const byte = bytes[machine.at++]!;
    const code = String.fromCharCode(byte);
    if (code === '.') {
      const result = machine.stack.pop();
      if (isNothing(result)) break;
      return result;
    }
    const execute = OPCODES.get(code);
    if (!execute) throw new Error(`a pickle with the opcode 0x${byte.toString(16)}, which is not read`);
    execute(machine);
  }
  throw new Error('a pickle that is cut off');
}
