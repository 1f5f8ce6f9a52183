import type { ContactView } from "@circuito/protocol";
import { fullTime } from "../i18n/format.ts";
import { addressText, isNameless } from "../i18n/labels.ts";
import { t } from "../i18n/translate.ts";

type Held = ContactView["addresses"][number];

/** A contact's name; without one, where they write from. */
export function calledOf(
  contact: Pick<ContactView, "name" | "addresses"> & Partial<Pick<ContactView, "erasedAt">>,
): string {
  if (contact.erasedAt != null) {
    return t("person.erasedOn", { when: fullTime(contact.erasedAt) });
  }
  return contact.name ?? addressesOf(contact)[0] ?? t("person.unnamed");
}

/** Where they write from, as people write it. */
export function addressesOf({ addresses }: Pick<ContactView, "addresses">): readonly string[] {
  return telling(addresses).map(({ address }) => addressText(address));
}

/**
 * WhatsApp knows one person by several ids: where a number tells who it is, they add nothing. Two
 * spellings of one number are read as one, and so are the browsers of one visitor.
 */
export function telling(held: readonly Held[]): readonly Held[] {
  const others = held.filter(({ address }) => !isNameless(address));
  if (others.length === 0) return held.slice(0, 1);
  const shown = others.map(({ address }) => addressText(address));
  return others.filter((_one, place) => shown.indexOf(shown[place] ?? "") === place);
}
