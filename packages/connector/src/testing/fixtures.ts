import { Buffer } from "node:buffer";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { InboundElement } from "@circuito/domain";

export interface Fixture {
  readonly name: string;
  readonly payload: Uint8Array;
  /** The elements, without their raw bytes. */
  readonly expected: readonly unknown[];
}

/** Every payload file of a folder with the elements it must become. */
export function readFixtures(folder: string): Fixture[] {
  const files = readdirSync(folder).sort();
  return files
    .filter((file) => !file.endsWith(".expected.json"))
    .map((file) => {
      const name = file.slice(0, file.lastIndexOf("."));
      const expected: unknown = JSON.parse(
        readFileSync(join(folder, `${name}.expected.json`), "utf8"),
      );
      if (!Array.isArray(expected)) throw new Error(`${name}.expected.json is not a list`);
      return { name, payload: payloadOf(readFileSync(join(folder, file))), expected };
    });
}

/** Editors end a file with a line break; providers do not end a body with one. */
function payloadOf(file: Buffer): Uint8Array {
  return file.at(-1) === 0x0a ? Buffer.from(file.subarray(0, -1)) : file;
}

export function withoutRaw({ raw: _, ...rest }: InboundElement): unknown {
  return rest;
}
