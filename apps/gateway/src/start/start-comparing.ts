import { redactor, secretValues } from "@circuito/connector";
import { compareInboxes } from "../comparing/compare-inboxes.ts";
import { connectorFor } from "../inboxes/connectors.ts";
import { wholeSettings } from "../inboxes/open-connector.ts";
import type { Parts } from "./parts.ts";
import type { Unwind } from "./unwind.ts";

/** Compares the inboxes whose providers can be asked, beside the mailboxes that are read anyway. */
export function startComparing(parts: Parts, unwind: Unwind): void {
  const { database, inboxes, sealer, measure, now } = parts;
  const comparing = compareInboxes({
    database,
    holder: parts.processName,
    connectorOf: async ({ id }) => (await inboxes.find(id))?.connector(),
    redact: (row, text) => {
      const secrets = connectorFor(row.channel)?.secrets ?? [];
      return redactor(secretValues(wholeSettings(row, sealer), secrets)).text(text);
    },
    measure,
    now,
    log: parts.log.with({ component: "comparing" }),
  });
  unwind.add("comparing", () => comparing.stop());
}
