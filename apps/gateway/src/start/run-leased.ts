import { redactor, secretValues } from "@circuito/connector";
import type { InboxId } from "@circuito/domain";
import type { StoredInbox } from "@circuito/store";
import { tellChannelsTyping } from "../inboxes/channel-typing.ts";
import { capabilitiesOf, connectorFor } from "../inboxes/connectors.ts";
import { createOwnedConnectors, type OwnedConnectors } from "../inboxes/leased/owned-connectors.ts";
import { runLeasedInboxes } from "../inboxes/leased/run-leased-inboxes.ts";
import { openConnector, wholeSettings } from "../inboxes/open-connector.ts";
import { mediaTools, outboundFiles } from "./message-files.ts";
import type { Parts } from "./parts.ts";
import type { Unwind } from "./unwind.ts";

/** A wish is passed when it is made; one whose wake-up was lost is found after this. */
const WISHES_EVERY_MS = 5_000;

/** Receives for the mailboxes and sessions that one process of the fleet may own at a time. */
export async function runLeased(parts: Parts, unwind: Unwind): Promise<void> {
  const { config, database, bus, openParts, processName, now } = parts;
  const log = parts.log.with({ component: "connectors" });
  const definitionOf = ({ channel }: StoredInbox) =>
    config.channels.includes(channel) ? connectorFor(channel) : undefined;
  const owned = createOwnedConnectors(database, log);
  const leased = runLeasedInboxes({
    database,
    holder: processName,
    isOurs: (row) => definitionOf(row) !== undefined && capabilitiesOf(row)?.runs !== "anywhere",
    open: (row, hold) => {
      const connector = openConnector(row, openParts, hold);
      return capabilitiesOf(row)?.runs === "owned" ? owned.keep(row.id, connector) : connector;
    },
    redact: (row, text) =>
      redactor(
        secretValues(wholeSettings(row, parts.sealer), definitionOf(row)?.secrets ?? []),
      ).text(text),
    now,
    random: Math.random,
    log,
  });
  const unsubscribe = bus.wake.subscribe("configuration", () => {
    leased.look();
    void owned.passWishes();
  });
  const wishes = setInterval(() => void owned.passWishes(), WISHES_EVERY_MS);
  unwind.add("leased inboxes", async () => {
    unsubscribe();
    clearInterval(wishes);
    await leased.stop();
  });
  const stopTyping = tellChannelsTyping({
    database,
    wake: bus.wake,
    connectorOf: async (id) => owned.find(id),
    isOurs: () => owned.ids().length > 0,
    now,
    log,
  });
  unwind.add("typing of owned inboxes", stopTyping);
  await serveOwned(parts, owned, unwind);
}

/** Sessions outlive what is being sent through them: they are stopped after this. */
async function serveOwned(parts: Parts, owned: OwnedConnectors, unwind: Unwind): Promise<void> {
  const { database, bus, now, log } = parts;
  const { serveOwnedInboxes } = await import("@circuito/router");
  const serving = serveOwnedInboxes({
    database,
    bus,
    ...(await mediaTools(parts)),
    files: outboundFiles(parts),
    askUrl: parts.askLinks.urlOf,
    owned: () => owned.ids(),
    resolveConnector: async (id: InboxId) => {
      const connector = owned.find(id);
      const inbox = await parts.inboxes.find(id);
      return connector && inbox && { connector, capabilities: inbox.capabilities };
    },
    now,
    measure: parts.measure,
    log: log.with({ component: "owned inboxes" }),
  });
  unwind.add("owned inboxes", () => serving.stop());
}
