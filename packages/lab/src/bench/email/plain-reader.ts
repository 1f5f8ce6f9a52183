import { ImapFlow } from "imapflow";
import { simpleParser } from "mailparser";
import { readConfig, tellParent } from "../child.ts";
import { readAnswer, readerConfig, readOrder } from "./plain-config.ts";

/**
 * What is compared with: imapflow and mailparser as their manuals show them, one loop, nothing stored.
 */
const { host, port, certificate, password } = readConfig(readerConfig);

process.on("message", async (message) => {
  const { user } = readOrder.parse(message);
  const startedNs = process.hrtime.bigint();
  const client = new ImapFlow({
    host,
    port,
    secure: false,
    doSTARTTLS: true,
    tls: { ca: certificate },
    auth: { user, pass: password },
    logger: false,
  });
  await client.connect();
  await client.mailboxOpen("INBOX", { readOnly: true });
  let mails = 0;
  let bytes = 0;
  for await (const { source } of client.fetch("1:*", { uid: true, source: true })) {
    if (!source) continue;
    const mail = await simpleParser(source);
    if (mail.messageId !== undefined) mails += 1;
    bytes += source.length;
  }
  const ms = Number(process.hrtime.bigint() - startedNs) / 1e6;
  await client.logout();
  tellParent({ kind: "read", ...readAnswer.parse({ mails, bytes, ms }) });
});
tellParent({ kind: "ready" });
