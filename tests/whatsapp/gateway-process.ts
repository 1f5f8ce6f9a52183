/** A gateway's part with one paired inbox, in a process that a test kills: it says when it is ready. */
import { RecordingHost } from "../../packages/connector/src/testing/index.ts";
import { webSettings } from "../../packages/connectors/src/whatsapp/settings.ts";
import { openWeb } from "../../packages/connectors/src/whatsapp/web/index.ts";
import { asId, type InboxId } from "../../packages/domain/src/index.ts";

const [folder = "", executablePath = "", ...args] = process.argv.slice(2);
const host = Object.assign(new RecordingHost(), { now: Date.now });
host.local = { folder, browser: { executablePath, args, acceptsInsecureCerts: true } };
const connector = openWeb(
  {
    id: asId<InboxId>("00000000-0000-7000-8000-0000000000aa"),
    name: "WhatsApp",
    settings: webSettings.parse({ transport: "web" }),
    webhookUrl: "https://gateway.example.com/webhooks/x",
  },
  host,
);
connector.start?.().then(
  () => process.stdout.write("ready\n"),
  () => process.exit(1),
);
