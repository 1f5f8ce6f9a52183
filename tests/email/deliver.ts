import { createConnection } from "node:net";
import { createInterface } from "node:readline";

/** How the sender speaks, and where it wants bounces. */
interface Speech {
  readonly protocol: "smtp" | "lmtp";
  /** Empty for what must cause none. */
  readonly envelopeFrom: string;
}
const LMTP: Speech = { protocol: "lmtp", envelopeFrom: "ana@example.com" };

/** Hands mails to a server over LMTP (RFC 2033) or SMTP, as a mail exchanger would. */
export async function deliver(
  port: number,
  recipient: string,
  mails: readonly string[],
  { protocol, envelopeFrom }: Speech = LMTP,
): Promise<void> {
  const socket = createConnection({ host: "127.0.0.1", port });
  const answers = createInterface({ input: socket })[Symbol.asyncIterator]();
  async function expect(code: string): Promise<void> {
    for (;;) {
      const { value, done } = await answers.next();
      if (done) throw new Error("the server hung up");
      if (!String(value).startsWith(code)) throw new Error(`delivery refused: ${value}`);
      if (String(value).charAt(3) === " ") return;
    }
  }
  async function say(line: string, code: string): Promise<void> {
    socket.write(`${line}\r\n`);
    await expect(code);
  }
  try {
    await expect("220");
    await say(`${protocol === "lmtp" ? "LHLO" : "EHLO"} test.example`, "250");
    for (const mail of mails) {
      await say(`MAIL FROM:<${envelopeFrom}>`, "250");
      await say(`RCPT TO:<${recipient}>`, "250");
      await say("DATA", "354");
      await say(`${mail.replace(/^\./gm, "..")}\r\n.`, "250");
    }
    await say("QUIT", "221");
  } finally {
    socket.destroy();
  }
}
