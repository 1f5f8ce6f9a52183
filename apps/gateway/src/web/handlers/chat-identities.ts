import { checkIdentity } from "@circuito/connectors";
import { wholeSettings } from "../../inboxes/open-connector.ts";
import type { Handlers } from "../handler.ts";
import { isoOrNull } from "../instants.ts";
import { requireInbox } from "../require-inbox.ts";
import type { WebParts } from "../web-parts.ts";

/** Whether a site's signed identities hold, told to whoever sets its chat up. */
export function chatIdentityHandlers(parts: WebParts): Pick<Handlers, "checkIdentity"> {
  return {
    async checkIdentity({ params, body: { token } }) {
      const inbox = await requireInbox(parts.database.pool, params.id, "webchat");
      const place = { inbox: inbox.id, now: parts.now() };
      const checked = await checkIdentity(wholeSettings(inbox, parts.sealer), place, token);
      const { expiresAt, ...said } = checked.said;
      return { because: checked.because, said: { ...said, expiresAt: isoOrNull(expiresAt) } };
    },
  };
}
