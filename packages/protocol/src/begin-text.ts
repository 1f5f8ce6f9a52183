/* What a browser reads of whom somebody wants to write to: apart from the schemas, so that no validator comes along. */
import { claimKeys } from "@circuito/domain";

/** The address that somebody typed as people write them: an e-mail, or a number with or without its country. */
export function writtenAddress(typed: string): string | undefined {
  const said = typed.trim();
  return claimKeys(said.includes("@") ? { email: said } : { phone: said })[0];
}
