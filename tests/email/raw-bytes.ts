import { Buffer } from "node:buffer";
import type { InboundElement } from "../../packages/domain/src/index.ts";

/** The bytes of an element that has them at hand. */
export function rawBytes(element: InboundElement | undefined): Buffer {
  if (!(element?.raw instanceof Uint8Array)) throw new Error("no bytes at hand");
  return Buffer.from(element.raw);
}
