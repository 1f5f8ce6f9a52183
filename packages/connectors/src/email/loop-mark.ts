import type { Signer } from "@circuito/domain";

const LENGTH = 16;

/** What our automatic mails carry, so that we know them again: nobody else can make it. */
export function loopMark(signer: Signer): string {
  return signer.sign("message-id", "loop mark", LENGTH);
}
