import { SENDER_REASONS } from "@circuito/domain";
import { z } from "zod";

const dnsRecord = z.object({
  name: z.string(),
  /** Of a TXT record. */
  value: z.string(),
});

/** Whether receivers will believe that mail of a mailbox is its own, by what the DNS says. */
export const senderCheck = z.object({
  domain: z.string(),
  findings: z
    .array(
      z.object({
        about: z.enum(["spf", "dkim", "dmarc"]),
        /** `unsure`: it may be well, and cannot be told from here. */
        verdict: z.enum(["ok", "unsure", "broken"]),
        /** Closed: the words are in the catalogs of who shows them. */
        because: z.enum(SENDER_REASONS),
        /** As it stands; null: none was found. */
        record: dnsRecord.nullable(),
        /** What to publish in its place; null: nothing, or only the provider knows. */
        publish: dnsRecord.nullable(),
      }),
    )
    .readonly(),
});
export type SenderCheck = z.infer<typeof senderCheck>;
