import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Log, StoreUnavailable } from "@circuito/connector";
import { strictAddress } from "@circuito/domain";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import { spoolMail } from "./spool-mail.ts";
import { type ListeningInbox, takeMail } from "./take-mail.ts";

const MIB = 1024 * 1024;
/** Of one mail: for more, a sender comes again with the rest (RFC 5321 §4.5.3.1.8). */
const RECIPIENTS_MAX = 100;
/** Each holds at most a small mail in memory. */
const CLIENTS_MAX = 200;
/** A sender that says nothing for this long is gone; RFC 5321 would give it five minutes. */
const SILENCE_MAX_MS = 2 * 60_000;
/** Mail in hand when we stop: committed and answered within this, or the sender comes again. */
const CLOSE_TIMEOUT_MS = 5_000;

export interface MailListenerOptions {
  readonly port: number;
  readonly bindAddress: string;
  readonly protocol: "smtp" | "lmtp";
  readonly mailBytesMax?: number;
  /** Offered as STARTTLS. Without it mail comes in the clear: for a relay on the same machine. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /**
   * The inbox that an address belongs to, `undefined` if nobody's.
   * @throws when it cannot be told now: the sender is asked to come again
   */
  readonly inboxOf: (address: string) => Promise<ListeningInbox | undefined>;
  readonly log: Log;
}

export interface MailListener {
  readonly port: number;
  /** Lets what is in hand be answered. */
  stop(): Promise<void>;
}

/**
 * Takes mail from a mail server that hands it over. 250 is said after the commit, per recipient where
 * the protocol has answers per recipient (LMTP); with SMTP one that cannot be stored makes all of them
 * come again, and who had it already knows it (promise R1).
 */
export async function startMailListener(options: MailListenerOptions): Promise<MailListener> {
  const { protocol, log, tls } = options;
  const mailBytesMax = options.mailBytesMax ?? 50 * MIB;
  const folder = await mkdtemp(join(tmpdir(), "circuito-listener-"));
  const inHand = new Set<Promise<void>>();
  const recipients = new WeakMap<SMTPServerSession, Map<string, ListeningInbox>>();

  async function admit(text: string, session: SMTPServerSession): Promise<void> {
    const address = strictAddress(text);
    if (address === undefined) throw answer(553, "5.1.3 this address cannot be read");
    if (session.envelope.rcptTo.length >= RECIPIENTS_MAX) {
      throw answer(452, "4.5.3 too many recipients, come again with the rest");
    }
    const inbox = await options.inboxOf(address.toLowerCase()).catch((error: unknown) => {
      log.warn("recipient cannot be looked up", { error });
      throw answer(451, "4.3.0 try again later");
    });
    if (!inbox) throw answer(550, "5.1.1 nobody of that name here");
    const known = recipients.get(session) ?? new Map<string, ListeningInbox>();
    recipients.set(session, known.set(text, inbox));
  }

  /** One answer per recipient, in their order. */
  async function take(
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
  ): Promise<readonly (Error | string)[]> {
    const { mailFrom, rcptTo } = session.envelope;
    const addresses = rcptTo.map(({ address }) => address);
    const spooled = await spoolMail(stream, folder, mailBytesMax);
    if (spooled.kind === "too-large") {
      return addresses.map(() => answer(552, `5.3.4 larger than ${mailBytesMax} bytes`));
    }
    try {
      const byInbox = groupByInbox(addresses, recipients.get(session));
      const answers = new Map<string, Error | string>();
      for (const [inbox, theirs] of byInbox) {
        const envelopeFrom = mailFrom ? mailFrom.address : "";
        const arrival = { kind: "listener", envelopeFrom, recipients: theirs } as const;
        const { source, sizeBytes } = spooled;
        const said = await takeMail(inbox, { source, sizeBytes, arrival }).then(
          () => "2.0.0 stored",
          (error: unknown) => refusal(error, inbox, log),
        );
        for (const address of theirs) answers.set(address, said);
      }
      return addresses.map((address) => answers.get(address) ?? answer(550, "5.1.1 nobody"));
    } finally {
      if ("path" in spooled.source) await rm(spooled.source.path, { force: true });
    }
  }

  const server = new SMTPServer({
    lmtp: protocol === "lmtp",
    banner: "ready",
    name: "circuito",
    logger: false,
    size: mailBytesMax,
    maxClients: CLIENTS_MAX,
    socketTimeout: SILENCE_MAX_MS,
    closeTimeout: CLOSE_TIMEOUT_MS,
    disableReverseLookup: true,
    authOptional: true,
    disabledCommands: tls ? ["AUTH"] : ["AUTH", "STARTTLS"],
    ...(tls && { key: tls.key, cert: tls.cert }),
    onMailFrom(_address, session, done) {
      recipients.delete(session);
      done(null);
    },
    onRcptTo({ address }, session, done) {
      admit(address, session).then(() => done(null), done);
    },
    onData(stream, session, done) {
      const taking = take(stream, session).then(
        (answers) => reply(answers, protocol, done),
        (error: unknown) => {
          log.warn("mail was not taken", { error });
          done(answer(451, "4.3.0 try again later"));
        },
      );
      inHand.add(taking);
      void taking.finally(() => inHand.delete(taking));
    },
  });
  // A client that hangs up or speaks nonsense is its own business.
  server.on("error", (error: Error) => log.info("mail client failed", { error: error.message }));
  server.listen(options.port, options.bindAddress);
  await once(server.server, "listening").catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await Promise.allSettled(inHand);
      await closed;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function groupByInbox(
  addresses: readonly string[],
  inboxes: ReadonlyMap<string, ListeningInbox> | undefined,
): ReadonlyMap<ListeningInbox, readonly string[]> {
  const byId = new Map<string, { inbox: ListeningInbox; theirs: string[] }>();
  for (const address of addresses) {
    const inbox = inboxes?.get(address);
    if (!inbox) continue;
    const group = byId.get(inbox.id) ?? { inbox, theirs: [] };
    group.theirs.push(address);
    byId.set(inbox.id, group);
  }
  return new Map([...byId.values()].map(({ inbox, theirs }) => [inbox, theirs]));
}

function refusal(error: unknown, inbox: ListeningInbox, log: Log): Error {
  if (error instanceof StoreUnavailable) return answer(451, "4.3.0 cannot be stored now");
  log.error("mail cannot be stored", { inbox: inbox.id, error });
  return answer(451, "4.3.0 try again later");
}

type Done = (error: Error | null, message?: string | (Error | string)[]) => void;

function reply(answers: readonly (Error | string)[], protocol: "smtp" | "lmtp", done: Done): void {
  if (protocol === "lmtp") {
    done(null, [...answers]);
    return;
  }
  const failure = answers.find((one) => typeof one !== "string");
  if (failure && typeof failure !== "string") done(failure);
  else done(null, "2.0.0 stored");
}

function answer(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
