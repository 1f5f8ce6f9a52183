import { readFile } from "node:fs/promises";
import { parseMail } from "../../packages/connectors/src/email/parse/parse-mail.ts";
import { mailExternalId } from "../../packages/connectors/src/email/transport/external-id.ts";
import type { ReadMail } from "../../packages/connectors/src/email/transport/incoming-mail.ts";
import { mailtoAddress } from "../../packages/domain/src/index.ts";

/** Reads a mail for its words and its id: what the intake needs to be watched, and no rule more. */
export const readPlainly: ReadMail = async ({ source }) => {
  const raw = "path" in source ? await readFile(source.path) : source.bytes;
  const read = await parseMail(once(raw), { now: Date.now() });
  if (!read.ok) throw new Error(`not read: ${read.because}`);
  const { mail } = read;
  const [from] = mail.from;
  return [
    {
      kind: "message",
      externalId: mailExternalId(mail),
      idMadeBy: "sender",
      raw,
      from: mailtoAddress(from?.address ?? "nobody@example.com"),
      text: mail.text ?? "",
      media: [],
    },
  ];
};

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
