import type { Signer } from "@circuito/domain";

/** 130 bits: nobody finds another one (security.md S-48). */
const MAC_LENGTH = 26;
const TOKEN = /^([0-9a-f-]{36})\.([0-9a-z]{1,12})\.([0-9a-z]{26})$/;
const PROGRESS = /^([0-9a-f-]{36})\.([0-9a-z]{26})$/;

/** What a page of a form was made with: the form's id, and when. */
export interface FormPage {
  readonly id: string;
  readonly shownAt: number;
}

/** Goes out in a page and comes back with what was typed into it. */
export function pageToken(signer: Signer, inboxId: string, { id, shownAt }: FormPage): string {
  const at = shownAt.toString(36);
  return `${id}.${at}.${signer.sign("form-page", `${inboxId} ${id} ${at}`, MAC_LENGTH)}`;
}

/** `undefined`: we made no such page of this form. */
export function readPageToken(
  signer: Signer,
  inboxId: string,
  token: string,
): FormPage | undefined {
  const [, id, at, mac] = TOKEN.exec(token) ?? [];
  if (id === undefined || at === undefined || mac === undefined) return undefined;
  if (!signer.holds("form-page", `${inboxId} ${id} ${at}`, mac)) return undefined;
  return { id, shownAt: Number.parseInt(at, 36) };
}

/** By what whoever sent a form finds again how far it is. */
export function progressToken(signer: Signer, inboxId: string, id: string): string {
  return `${id}.${signer.sign("form-progress", `${inboxId} ${id}`, MAC_LENGTH)}`;
}

/** @returns the form's id; `undefined`: nobody was given this link */
export function readProgressToken(
  signer: Signer,
  inboxId: string,
  token: string,
): string | undefined {
  const [, id, mac] = PROGRESS.exec(token) ?? [];
  if (id === undefined || mac === undefined) return undefined;
  return signer.holds("form-progress", `${inboxId} ${id}`, mac) ? id : undefined;
}
