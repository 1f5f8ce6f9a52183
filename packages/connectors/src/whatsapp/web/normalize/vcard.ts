import type { ContactCard } from "@circuito/domain";

/** A card is a few hundred bytes; a picture in it may be many, and is not looked at. */
const CARD_LENGTH_MAX = 200_000;
const VALUES_MAX = 20;

/**
 * What people want of a vCard: name, numbers, addresses, organization.
 * Source: RFC 6350 §3.3, and what phones write (3.0, grouped `item1.` names, `waid` parameters).
 */
export function readVcard(card: string): ContactCard {
  const lines = card
    .slice(0, CARD_LENGTH_MAX)
    .replace(/\r?\n[ \t]/g, "")
    .split(/\r?\n/);
  const phones: string[] = [];
  const emails: string[] = [];
  let name = "";
  let parts = "";
  let organization: string | undefined;
  for (const line of lines) {
    const colon = line.indexOf(":");
    if (colon < 0) continue;
    const property = /^(?:[\w-]+\.)?([\w-]+)/.exec(line)?.[1]?.toUpperCase();
    const value = unescaped(line.slice(colon + 1)).trim();
    if (value === "") continue;
    if (property === "FN") name ||= value;
    else if (property === "N") parts ||= nameOfParts(line.slice(colon + 1));
    else if (property === "TEL" && phones.length < VALUES_MAX) phones.push(value);
    else if (property === "EMAIL" && emails.length < VALUES_MAX) emails.push(value);
    else if (property === "ORG") organization ??= value.replace(/;+$/, "").replaceAll(";", ", ");
  }
  return {
    name: name || parts || phones[0] || "",
    phones,
    emails,
    ...(organization !== undefined && organization !== "" && { organization }),
  };
}

/** `N` is family name first; people are called by the given one first. */
function nameOfParts(value: string): string {
  const [family = "", given = ""] = value.split(/(?<!\\);/).map((part) => unescaped(part).trim());
  return `${given} ${family}`.trim();
}

function unescaped(value: string): string {
  return value.replace(/\\([\\,;nN])/g, (_, sign: string) => (/n/i.test(sign) ? " " : sign));
}
