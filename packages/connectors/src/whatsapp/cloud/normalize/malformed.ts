import { derivedExternalId } from "@circuito/connector";
import type { MalformedElement } from "@circuito/domain";

/** Authentic but nothing that we can show: kept with its bytes for a person to look at. */
export function malformed(raw: Uint8Array, error: string): MalformedElement {
  const externalId = derivedExternalId("malformed", raw);
  return { kind: "malformed", externalId, idMadeBy: "provider", raw, error };
}
