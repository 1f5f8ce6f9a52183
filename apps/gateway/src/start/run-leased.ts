import { redactor, secretValues } from "@circuito/connector";
import type { StoredInbox } from "@circuito/store";
import { capabilitiesOf, connectorFor } from "../inboxes/connectors.ts";
import { runLeasedInboxes } from "../inboxes/leased/run-leased-inboxes.ts";
import { openConnector, wholeSettings } from "../inboxes/open-connector.ts";
import type { Parts } from "./parts.ts";
import type { Unwind } from "./unwind.ts";

/** Receives for the mailboxes and sessions that one process of the fleet may own at a time. */
export function runLeased(parts: Parts, unwind: Unwind): void {
  const { config, database, bus, openParts, processName, now, log } = parts;
  const definitionOf = ({ channel }: StoredInbox) =>
    config.channels.includes(channel) ? connectorFor(channel) : undefined;
  const leased = runLeasedInboxes({
    database,
    holder: processName,
    isOurs: (row) => definitionOf(row) !== undefined && capabilitiesOf(row)?.runs !== "anywhere",
    open: (row, hold) => openConnector(row, openParts, hold),
    redact: (row, text) =>
      redactor(
        secretValues(wholeSettings(row, parts.sealer), definitionOf(row)?.secrets ?? []),
      ).text(text),
    now,
    random: Math.random,
    log: log.with({ component: "connectors" }),
  });
  bus.wake.subscribe("configuration", () => leased.look());
  unwind.add("leased inboxes", () => leased.stop());
}
