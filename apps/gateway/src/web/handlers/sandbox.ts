import { signWebhook } from "@circuito/connector";
import { loopbackSettings, readLoopback } from "@circuito/connectors";
import type { SandboxBody } from "@circuito/protocol";
import { wholeSettings } from "../../inboxes/open-connector.ts";
import type { Handlers } from "../handler.ts";
import { HttpProblem } from "../problem.ts";
import { requireInbox } from "../require-inbox.ts";
import type { WebParts } from "../web-parts.ts";

/**
 * The sandbox: a made-up customer writes on a test channel. What they say goes the way of every provider's
 * payload, through the connector, which checks the signature on the bytes, into the ledger; nothing is
 * told to the router that it would not find there.
 */
export function sandboxHandlers(parts: WebParts): Pick<Handlers, "writeInSandbox"> {
  return {
    async writeInSandbox({ params, body: said }) {
      const inbox = await requireInbox(parts.database.pool, params.id);
      if (inbox.channel !== "loopback") {
        throw new HttpProblem("wrong-state", "real customers write here: it is no test channel", {
          details: { because: "no-test-channel" },
        });
      }
      const connector = await parts.connectorOf(inbox.id);
      if (!connector?.webhook) {
        throw new HttpProblem("wrong-state", "this channel is switched off", {
          details: { because: "inbox-off" },
        });
      }
      const { secret, ownName } = loopbackSettings.parse(wholeSettings(inbox, parts.sealer));
      const body = new TextEncoder().encode(payloadOf(said));
      const signature = signWebhook(secret, { id: parts.newId(), at: parts.now(), body });
      const answer = await connector.webhook({
        method: "POST",
        url: `/webhooks/${inbox.id}`,
        headers: { "content-type": "application/json", ...signature },
        body,
      });
      // Reading is pure: the same bytes have the ids under which they were stored.
      const elements = answer.status < 300 ? readLoopback(body, ownName) : [];
      return {
        status: answer.status,
        elements: elements.map(({ kind, externalId }) => ({ kind, externalId })),
      };
    },
  };
}

function payloadOf(said: SandboxBody): string {
  if (said.kind === "malformed") return said.body;
  const { externalId: id, from, name, text } = said;
  return JSON.stringify({ id, from, name, text });
}
