import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

/** A mail as it came over the wire. */
export interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly bytes: string;
}

/** A mail server that does as told. */
export interface MailExchanger extends AsyncDisposable {
  readonly port: number;
  readonly taken: TakenMail[];
  /** Connections so far. */
  readonly connections: number;
  /** The answer to RCPT TO, by recipient. */
  readonly recipients: Map<string, string>;
  /** The answer to MAIL FROM. */
  sender: string | undefined;
  /** The answer to the final dot; `drop` closes without one, the mail being taken. */
  end: string | "drop" | "silence" | undefined;
  /** Closes after this many bytes of a mail. */
  dropAfterBytes: number | undefined;
  /** Closes connections on which nothing happens. */
  hangUp(): void;
}

export async function startMailExchanger(options: SMTPServerOptions = {}): Promise<MailExchanger> {
  const sockets = new Set<Socket>();
  const exchanger = {
    taken: [] as TakenMail[],
    connections: 0,
    recipients: new Map<string, string>(),
    sender: undefined as string | undefined,
    end: undefined as string | undefined,
    dropAfterBytes: undefined as number | undefined,
  };
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    logger: false,
    onMailFrom: (_address, _session, done) => done(answer(exchanger.sender)),
    onRcptTo: ({ address }, _session, done) => done(answer(exchanger.recipients.get(address))),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      let bytes = 0;
      stream.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes > (exchanger.dropAfterBytes ?? Number.POSITIVE_INFINITY)) hangUp();
      });
      stream.on("end", () => {
        const refusal = exchanger.end;
        if (refusal !== undefined && !["drop", "silence"].includes(refusal)) {
          done(answer(refusal));
          return;
        }
        const { mailFrom, rcptTo } = session.envelope;
        exchanger.taken.push({
          from: mailFrom ? mailFrom.address : "",
          to: rcptTo.map(({ address }) => address),
          bytes: Buffer.concat(chunks).toString("latin1"),
        });
        if (refusal === "drop") hangUp();
        else if (refusal === undefined) done(null);
      });
    },
    ...options,
  });
  server.server.on("connection", (socket: Socket) => {
    exchanger.connections += 1;
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.on("error", () => {});
  const hangUp = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  return Object.assign(exchanger, {
    port: (server.server.address() as AddressInfo).port,
    hangUp,
    async [Symbol.asyncDispose]() {
      hangUp();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  });
}

/** `550 5.1.1 nobody here`, as smtp-server wants it. */
function answer(line: string | undefined): Error | null {
  if (line === undefined) return null;
  return Object.assign(new Error(line.slice(4)), { responseCode: Number(line.slice(0, 3)) });
}
