import { parseMailboxes, strictAddress } from "@circuito/protocol/mail-text";
import type { Addressee } from "./reachable.ts";

const asWritten = (text: string) => text;

/** The people in what was typed or pasted: `Ana <ana@example.com>; b@example.org`, a line each. */
export function readRecipients(written: string): readonly Addressee[] {
  const parts = written
    .split(/[\n;]|,(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .flatMap((part) => part.split(/(?<=>)\s+(?=\S)/))
    .map((part) => part.trim())
    .filter((part) => part !== "");
  return parts.flatMap((part) => {
    // Several addresses with nothing but space between them: pasted from a table.
    const words = part.split(/\s+/);
    const addresses = words.filter((word) => strictAddress(word) !== undefined);
    if (words.length > 1 && addresses.length === words.length) {
      return addresses.map((address) => ({ name: "", address }));
    }
    const { mailboxes, suspicious } = parseMailboxes(part, asWritten);
    const [only] = mailboxes;
    return only?.address !== undefined && mailboxes.length === 1 && !suspicious
      ? [{ name: only.name, address: only.address }]
      : [{ name: "", address: part }];
  });
}

export const isDeliverable = ({ address }: Addressee): boolean =>
  strictAddress(address) !== undefined;

/** Adds those who are not there yet, in any spelling of case. */
export function withRecipients(
  held: readonly Addressee[],
  added: readonly Addressee[],
): readonly Addressee[] {
  const known = new Set(held.map(({ address }) => address.toLowerCase()));
  const news = added.filter(({ address }) => {
    const key = address.toLowerCase();
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
  return [...held, ...news];
}
