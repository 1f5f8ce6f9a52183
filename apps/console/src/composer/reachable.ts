import type { MailView } from "@circuito/protocol";

/* Apart from what reads addresses, which the first paint has no use for. */

/** Somebody a reply goes to; what was written stays even if it is no address, for mending. */
export interface Addressee {
  readonly name: string;
  readonly address: string;
}

/** People of a header whose address could be read. */
export const reachable = (people: MailView["to"]): Addressee[] =>
  people.flatMap(({ name, address }) => (address === null ? [] : [{ name, address }]));
