import { CONSENT_KEPT_MS, type ConsentRefusal } from "@circuito/domain";
import { type MailConsent, settleMailConsent, takeMailConsent } from "@circuito/store";
import { loadMailboxTools } from "../inboxes/mailbox-tools.ts";
import { hashToken, isToken } from "../web/tokens.ts";
import type { WebParts } from "../web/web-parts.ts";
import { openConsent, sealConsent } from "./consent-ask.ts";

/** What a provider sends the browser back with (RFC 6749 §4.1.2). */
export interface BroughtBack {
  readonly state: string;
  readonly code?: string | undefined;
  readonly error?: string | undefined;
  readonly errorDescription?: string | undefined;
}

export type ConsentOutcome =
  | { readonly kind: "granted" }
  | { readonly kind: "refused"; readonly because: ConsentRefusal };

export type ConsentParts = Pick<WebParts, "database" | "sealer" | "now"> & {
  readonly mailboxes: Pick<WebParts["mailboxes"], "mayReach">;
};

/**
 * Settles a consent by what its owner said, once. What the page's address holds is worth nothing without
 * what only we know, and nothing at all a second time.
 * @returns `undefined` when nobody asked this, or not any more
 */
export async function answerConsent(
  parts: ConsentParts,
  back: BroughtBack,
): Promise<ConsentOutcome | undefined> {
  const { pool } = parts.database;
  if (!isToken(back.state)) return undefined;
  const taken = await takeMailConsent(pool, hashToken(back.state), parts.now());
  if (!taken) return undefined;
  const settled = await settle(parts, taken, back);
  await settleMailConsent(pool, { ...taken, ...settled });
  return settled.because === null
    ? { kind: "granted" }
    : { kind: "refused", because: settled.because };
}

type Settled = Pick<MailConsent, "state" | "because" | "words" | "expiresAt" | "sealed">;

async function settle(
  { sealer, mailboxes, now }: ConsentParts,
  taken: MailConsent,
  { code, error, errorDescription }: BroughtBack,
): Promise<Settled> {
  const { setup, host } = await loadMailboxTools({ mayReach: mailboxes.mayReach, now });
  const expiresAt = now() + CONSENT_KEPT_MS;
  const refused = (because: ConsentRefusal, words: string | undefined): Settled => ({
    ...{ state: "refused", because, expiresAt, sealed: taken.sealed },
    words: words === undefined ? null : setup.oneLine(words),
  });
  if (code === undefined) {
    return refused(setup.refusalOf(error ?? ""), errorDescription ?? error);
  }
  const ask = openConsent(sealer, taken);
  const answer = await setup
    .exchangeCode(ask, code, host)
    .catch(() => ({ kind: "refused", because: "no-answer", words: undefined }) as const);
  if (answer.kind === "refused") return refused(answer.because, answer.words);
  const { refreshToken } = answer;
  return {
    ...{ state: "granted", because: null, words: null, expiresAt },
    sealed: sealConsent(sealer, taken.id, { ...ask, refreshToken }),
  };
}
