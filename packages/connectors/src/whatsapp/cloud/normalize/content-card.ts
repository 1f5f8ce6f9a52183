import type { ContactCard } from "@circuito/domain";
import { z } from "zod";
import type { Content } from "./content.ts";
import { amount, maybeWords, readable } from "./lenient.ts";
import { present } from "./present.ts";

const location = z.object({
  latitude: amount.refine((degrees) => Math.abs(degrees) <= 90),
  longitude: amount.refine((degrees) => Math.abs(degrees) <= 180),
  name: maybeWords,
  address: maybeWords,
});

export function readLocation(own: unknown): Content | undefined {
  const read = location.safeParse(own);
  if (!read.success) return undefined;
  const special = present({ kind: "location" as const, ...read.data });
  return { text: "", special, placeholder: "location" };
}

const card = z
  .object({
    name: z
      .object({ formatted_name: maybeWords, first_name: maybeWords, last_name: maybeWords })
      .catch({ formatted_name: undefined, first_name: undefined, last_name: undefined }),
    phones: readable(z.object({ phone: maybeWords, wa_id: maybeWords })),
    emails: readable(z.object({ email: maybeWords })),
    org: z.object({ company: maybeWords }).optional().catch(undefined),
  })
  .transform(({ name, phones, emails, org }): ContactCard => {
    const parts = [name.first_name, name.last_name].filter((each) => each !== undefined);
    return present({
      name: name.formatted_name ?? parts.join(" "),
      phones: phones.flatMap(({ phone, wa_id }) => phone ?? (wa_id ? [`+${wa_id}`] : [])),
      emails: emails.flatMap(({ email }) => (email ? [email] : [])),
      organization: org?.company,
    });
  });

export function readContacts(own: unknown): Content | undefined {
  const contacts = readable(card).parse(own);
  if (contacts.length === 0) return undefined;
  return { text: "", special: { kind: "contacts", contacts }, placeholder: "contacts" };
}
