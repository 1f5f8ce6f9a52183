import { randomUUID } from "node:crypto";
import { createConnectorHost } from "../../apps/gateway/src/inboxes/connector-host.ts";
import { createLog } from "../../apps/gateway/src/log/log.ts";
import { testSigner } from "../../apps/gateway/src/testing/memory-media.ts";
import { noTranscript } from "../../apps/gateway/src/testing/no-transcript.ts";
import { email } from "../../packages/connectors/src/email/email.ts";
import { asId, type InboxId } from "../../packages/domain/src/index.ts";
import { createLedgerWriter, openDatabase, openDiskMedia } from "../../packages/store/src/index.ts";

/** A process that keeps many mailboxes, as the gateway does, and says how much memory it has. */
const [url = "", mediaFolder = "", inboxes = "[]"] = process.argv.slice(2);
const database = openDatabase({ url, connectionsMax: 4, applicationName: "mailboxes" });
const ledger = createLedgerWriter(database);
const media = await openDiskMedia(mediaFolder);

for (const { id, settings } of JSON.parse(inboxes)) {
  const inboxId = asId<InboxId>(id);
  const host = createConnectorHost(inboxId, [], {
    database,
    mayReach: () => true,
    ledger,
    localMeans: () => ({ folder: "" }),
    wakeOutbox: () => {},
    nudgeInbound: async () => {},
    transcript: noTranscript,
    media,
    signer: testSigner,
    now: Date.now,
    newId: randomUUID,
    log: createLog({
      level: "warn",
      secrets: [],
      readable: false,
      write: (line) => void process.stderr.write(line),
    }),
  });
  const inbox = { id: inboxId, name: "", settings: email.settings.parse(settings), webhookUrl: "" };
  await email.open(inbox, host).start?.();
}
process.send?.({ kind: "connected" });
setInterval(() => process.send?.({ kind: "memory", rss: process.memoryUsage.rss() }), 50);
process.once("disconnect", () => process.exit(0));
