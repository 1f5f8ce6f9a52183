import type { ConsentAsk } from "@circuito/connectors/email-setup";
import type { MailConsent } from "@circuito/store";
import { z } from "zod";
import type { Sealer } from "../secrets/seal.ts";

/** What a consent is asked with, and what came of it. Never leaves the process unsealed. */
export interface KeptConsent extends ConsentAsk {
  readonly refreshToken?: string | undefined;
}

const kept = z.object({
  tokenUrl: z.string(),
  clientId: z.string(),
  clientSecret: z.string().optional(),
  scope: z.string().optional(),
  redirectUri: z.string(),
  verifier: z.string(),
  refreshToken: z.string().optional(),
});

export const sealConsent = (sealer: Sealer, id: string, consent: KeptConsent): string =>
  sealer.seal(JSON.stringify(consent), id);

export const openConsent = (sealer: Sealer, { id, sealed }: MailConsent): KeptConsent =>
  kept.parse(JSON.parse(sealer.open(sealed, id)));

/** Where people come back to from a provider: what is registered there. */
export const redirectUriOf = (publicUrl: string): string => `${publicUrl}/oauth/mail`;
