import { judgeSender, MAIL_CHANNEL } from "@circuito/domain";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { loadMailboxTools } from "../../inboxes/mailbox-tools.ts";
import { wholeSettings } from "../../inboxes/open-connector.ts";
import type { Handlers } from "../handler.ts";
import { consume, keyOf } from "../limit-asks.ts";
import { HttpProblem } from "../problem.ts";
import { requireInbox } from "../require-inbox.ts";
import type { WebParts } from "../web-parts.ts";

/** A person publishes a record and looks again; each look is some thirty questions to the DNS. */
const CHECKS_MAX = 60;
const WINDOW_SECONDS = 10 * 60;

/** Whether answers of a mailbox will arrive, as far as the DNS tells: nothing is sent or changed. */
export function senderCheckHandlers(parts: WebParts): Pick<Handlers, "checkSender"> {
  const checks = new RateLimiterMemory({ points: CHECKS_MAX, duration: WINDOW_SECONDS });
  return {
    async checkSender({ who, params }) {
      const inbox = await requireInbox(parts.database.pool, params.id);
      if (inbox.channel !== MAIL_CHANNEL) {
        throw new HttpProblem("invalid", "this inbox is no mailbox");
      }
      await consume(checks, keyOf(who));
      const { mayReach } = parts.mailboxes;
      const { setup, dns } = await loadMailboxTools({ mayReach, now: parts.now });
      const settings = setup.emailSettings.parse(wholeSettings(inbox, parts.sealer));
      const records = await setup.gatherSenderRecords(settings, dns);
      return { domain: records.domain, findings: judgeSender(records) };
    },
  };
}
