import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";

/** A record as the resolver is to get it. */
export type FakeRecord =
  | { readonly type: "MX"; readonly priority: number; readonly exchange: string }
  | { readonly type: "TXT"; readonly text: string }
  | {
      readonly type: "SRV";
      readonly priority: number;
      readonly weight: number;
      readonly port: number;
      readonly target: string;
    };

const TYPES: Readonly<Record<FakeRecord["type"], number>> = { MX: 15, TXT: 16, SRV: 33 };
const HEADER_BYTES = 12;
const TTL_SECONDS = 60;
const NAME_ERROR = 3;

/**
 * A name server on the loopback address that knows what it is told (RFC 1035): other names do not
 * exist, and those in `silent` get no answer.
 */
export class FakeDns implements AsyncDisposable {
  readonly records = new Map<string, readonly FakeRecord[]>();
  readonly silent = new Set<string>();
  /** Names that were asked for. */
  readonly asked: string[] = [];
  readonly #socket: Socket;

  static async start(): Promise<FakeDns> {
    const socket = createSocket("udp4");
    socket.bind(0, "127.0.0.1");
    await once(socket, "listening");
    return new FakeDns(socket);
  }

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("message", (query, from) => {
      const answer = this.#answer(query);
      if (answer) socket.send(answer, from.port, from.address);
    });
  }

  /** As a resolver takes it. */
  get server(): string {
    return `127.0.0.1:${this.#socket.address().port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise<void>((resolve) => this.#socket.close(resolve));
  }

  #answer(query: Buffer): Buffer | undefined {
    const { name, end } = readName(query, HEADER_BYTES);
    const type = query.readUInt16BE(end);
    this.asked.push(name);
    if (this.silent.has(name)) return undefined;
    const known = this.records.get(name);
    const answers = (known ?? []).filter((record) => TYPES[record.type] === type);
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeUInt16BE(query.readUInt16BE(0), 0);
    // A response to a recursive question, authoritative.
    header.writeUInt16BE(0x8580 | (known ? 0 : NAME_ERROR), 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(answers.length, 6);
    const question = query.subarray(HEADER_BYTES, end + 4);
    return Buffer.concat([header, question, ...answers.map(recordBytes)]);
  }
}

function recordBytes(record: FakeRecord): Buffer {
  const data = dataBytes(record);
  // 0xc00c: the name of the question.
  return Buffer.concat([shorts(0xc00c, TYPES[record.type], 1, 0, TTL_SECONDS, data.length), data]);
}

function dataBytes(record: FakeRecord): Buffer {
  switch (record.type) {
    case "MX":
      return Buffer.concat([shorts(record.priority), nameBytes(record.exchange)]);
    case "TXT":
      return textBytes(record.text);
    case "SRV":
      return Buffer.concat([
        shorts(record.priority, record.weight, record.port),
        nameBytes(record.target),
      ]);
  }
}

/** In pieces of 255 bytes, as long keys are. */
function textBytes(text: string): Buffer {
  const bytes = Buffer.from(text);
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 255) {
    const piece = bytes.subarray(at, at + 255);
    pieces.push(Buffer.from([piece.length]), piece);
  }
  return Buffer.concat(pieces);
}

function shorts(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeUInt16BE(value, index * 2);
  return bytes;
}

function nameBytes(name: string): Buffer {
  const labels = name.split(".").filter((label) => label !== "");
  const parts = labels.flatMap((label) => [Buffer.from([label.length]), Buffer.from(label)]);
  return Buffer.concat([...parts, Buffer.from([0])]);
}

function readName(bytes: Buffer, start: number): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let at = start;
  for (let length = bytes[at] ?? 0; length > 0; length = bytes[at] ?? 0) {
    labels.push(bytes.toString("latin1", at + 1, at + 1 + length).toLowerCase());
    at += 1 + length;
  }
  return { name: labels.join("."), end: at + 1 };
}
