import { z } from "zod";
import type { Around } from "./batch-item.ts";
import { maybeId, maybeWords } from "./lenient.ts";
import { indexContacts, type KnownContact, NO_CONTACTS } from "./party.ts";
import { providerErrors } from "./provider-error.ts";

const metadata = z.object({ phone_number_id: maybeId, display_phone_number: maybeId });
const contact = z.object({
  wa_id: maybeId,
  user_id: maybeId,
  profile: z.object({ name: maybeWords, username: maybeWords }).optional().catch(undefined),
});

/** What stands beside the items of a change, parsed; a contact's slice goes along to be kept with it. */
export interface Beside {
  readonly metadata: unknown;
  readonly contacts: readonly { readonly value: unknown; readonly slice: string }[];
  readonly errors: unknown;
}

/** @param isForOne it is one item that all of it is about */
export function readAround(beside: Beside, isForOne: boolean): Around {
  const account = metadata.safeParse(beside.metadata);
  const contacts = beside.contacts.flatMap(readContact);
  return {
    phoneNumberId: account.data?.phone_number_id,
    displayNumber: account.data?.display_phone_number?.replace(/\D/g, ""),
    contacts: contacts.length === 0 ? NO_CONTACTS : indexContacts(contacts, isForOne),
    errors: providerErrors.parse(beside.errors),
  };
}

function readContact({ value, slice }: Beside["contacts"][number]): KnownContact[] {
  const read = contact.safeParse(value);
  if (!read.success) return [];
  const { wa_id: phone, user_id: userId, profile } = read.data;
  return [{ phone, userId, name: profile?.name ?? profile?.username, slice }];
}

const typed = z.object({ type: z.string(), errors: z.unknown().optional() });

/** It names a type and brings nothing of it: what went wrong stands beside the messages. */
export function lacksContent(value: unknown): boolean {
  const read = typed.safeParse(value);
  if (!read.success) return false;
  const { type, errors } = read.data;
  return errors === undefined && !Object.hasOwn(Object(value), type);
}
