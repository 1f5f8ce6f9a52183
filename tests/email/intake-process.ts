import { randomUUID } from "node:crypto";
import { createConnectorHost } from "../../apps/gateway/src/inboxes/connector-host.ts";
import { createLog } from "../../apps/gateway/src/log/log.ts";
import { testSigner } from "../../apps/gateway/src/testing/memory-media.ts";
import { noTranscript } from "../../apps/gateway/src/testing/no-transcript.ts";
import { ImapInbox } from "../../packages/connectors/src/email/transport/imap/imap-inbox.ts";
import { imapSettings } from "../../packages/connectors/src/email/transport/imap/imap-settings.ts";
import { asId, type InboxId } from "../../packages/domain/src/index.ts";
import { createLedgerWriter, openDatabase, openDiskMedia } from "../../packages/store/src/index.ts";
import { readReally } from "./real-reading.ts";

/**
 * A process that does nothing but take one mailbox into the ledger, so that a test can kill it. Says
 * how much memory it took at most.
 */
const [url = "", inbox = "", settings = "{}", mediaFolder = ""] = process.argv.slice(2);
const database = openDatabase({ url, connectionsMax: 4, applicationName: "intake" });
const host = createConnectorHost(asId<InboxId>(inbox), [], {
  database,
  mayReach: () => true,
  ledger: createLedgerWriter(database),
  localMeans: () => ({ folder: "" }),
  wakeOutbox: () => {},
  nudgeInbound: async () => {},
  transcript: noTranscript,
  media: await openDiskMedia(mediaFolder),
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
const readMail = readReally(inbox, host);
const intake = new ImapInbox(imapSettings.parse(JSON.parse(settings)), host, readMail);
await intake.start();
let rssMax = 0;
setInterval(() => {
  rssMax = Math.max(rssMax, process.memoryUsage.rss());
  process.send?.({ rssMax });
}, 50);
process.once("disconnect", () => process.exit(0));
