import { randomBytes } from "node:crypto";
import { checkIdentity } from "@circuito/connectors";
import { lockInbox, type StoredInbox, saveInbox } from "@circuito/store";
import { wholeSettings } from "../../inboxes/open-connector.ts";
import { changedInbox } from "../changed-inbox.ts";
import type { Handlers } from "../handler.ts";
import { iso, isoOrNull } from "../instants.ts";
import { requireInbox } from "../require-inbox.ts";
import { nothingHere } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

const HOUR_MS = 60 * 60_000;
/** As HS256 wants it (RFC 7518, §3.2): no shorter than its digest. */
const SECRET_BYTES = 32;

/** The secret that a site signs identities with, and whether one holds, for whoever sets its chat up. */
export function chatIdentityHandlers(
  parts: WebParts,
): Pick<Handlers, "checkIdentity" | "makeIdentitySecret"> {
  return {
    async checkIdentity({ params, body: { token } }) {
      const inbox = await requireInbox(parts.database.pool, params.id, "webchat");
      const place = { inbox: inbox.id, now: parts.now() };
      const checked = await checkIdentity(wholeSettings(inbox, parts.sealer), place, token);
      const { expiresAt, ...said } = checked.said;
      return { because: checked.because, said: { ...said, expiresAt: isoOrNull(expiresAt) } };
    },

    async makeIdentitySecret({ params, body: { overlapHours } }) {
      const secret = randomBytes(SECRET_BYTES).toString("base64url");
      const now = parts.now();
      const before = await parts.database.transaction(async ({ client }) => {
        const inbox = await lockInbox(client, params.id);
        if (inbox?.channel !== "webchat") return undefined;
        const { identitySecret: held } = wholeSettings(inbox, parts.sealer);
        const until =
          held === undefined || overlapHours === 0 ? null : now + overlapHours * HOUR_MS;
        await saveInbox(client, withSecret(inbox, { secret, held, until }));
        return { until };
      });
      if (!before) throw nothingHere();
      parts.configurationChanged();
      return { secret, beforeUntil: isoOrNull(before.until) };
    },
  };

  function withSecret(
    inbox: StoredInbox,
    made: { readonly secret: string; readonly held: unknown; readonly until: number | null },
  ): StoredInbox {
    const { identityBeforeUntil: _, ...settings } = inbox.settings;
    return changedInbox(parts, inbox, {
      ...settings,
      identitySecret: made.secret,
      identitySecretAt: iso(parts.now()),
      // Null takes a stored secret out.
      identitySecretBefore: made.until === null ? null : made.held,
      ...(made.until !== null && { identityBeforeUntil: iso(made.until) }),
    });
  }
}
