/** What a pickle can hold here. Texts of Python 2 are bytes. */
export type PickleValue =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | PickleValue[]
  | Map<string, PickleValue>
  | PickledArray
  | PickledType
  | PickledGlobal;

/** A type of NumPy, e.g. `u1`. */
export class PickledType {
  /** With its order of bytes, e.g. `|u1`. */
  name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** An array of NumPy: what a pickle says of it, before anybody has looked whether it fits. */
export class PickledArray {
  shape: readonly number[] = [];
  type = '';
  bytes: Uint8Array = new Uint8Array();
  isFortran = false;
}

/** What a pickle may name: these make values, and do nothing else. */
export type Global = (...args: readonly PickleValue[]) => PickleValue;

/** A name that a pickle refers to. */
export class PickledGlobal {
  readonly make: Global;

  constructor(make: Global) {
    this.make = make;
  }
}
