import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { headerOf, type MailHeader, type ParseRefusal } from "@circuito/domain";
import { type MimeNode, Splitter, type SplitterChunk } from "@zone-eu/mailsplit";
import { type HeaderBlock, readHeaderBlock } from "./header-block.ts";
import { type HeaderWithParams, readParams } from "./header-params.ts";
import { PARSE_LIMITS, type ParseLimits } from "./parse-limits.ts";
import type { PartReader } from "./part-reader.ts";

/** One node of the mail's tree, in order of appearance. */
export interface MailNode {
  readonly path: string;
  readonly depth: number;
  readonly children: MailNode[];
  readonly type: HeaderWithParams;
  readonly disposition: HeaderWithParams | undefined;
  readonly encoding: string;
  readonly headers: readonly MailHeader[];
  readonly isMultipart: boolean;
  /** Takes the content of a leaf, or the preamble of a multipart that has no parts. */
  reader: PartReader | undefined;
  /** Digest of the decoded content; empty until it has ended. */
  sha256: string;
}

export interface MailTree {
  readonly root: MailNode;
  readonly block: HeaderBlock;
  readonly nodes: readonly MailNode[];
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly damaged: boolean;
}

/** A limit was reached; says which. */
export class ParseRefused extends Error {
  readonly because: ParseRefusal;

  constructor(because: ParseRefusal, detail: string, cause?: unknown) {
    super(detail, { cause });
    this.because = because;
  }
}

/** Chooses who takes the content of a node; `undefined` lets it pass unread. */
export type ReaderOf = (node: MailNode) => PartReader | undefined;

/**
 * Splits a mail into its tree while it streams through; what is kept of it, the readers decide.
 * @throws ParseRefused at a limit
 */
export async function readTree(
  source: AsyncIterable<Uint8Array>,
  readerOf: ReaderOf,
  limits: ParseLimits = PARSE_LIMITS,
): Promise<MailTree> {
  const hash = createHash("sha256");
  let sizeBytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      sizeBytes += chunk.length;
      if (sizeBytes > limits.mailBytesMax) {
        throw new ParseRefused("too-large", `more than ${limits.mailBytesMax} bytes`);
      }
      hash.update(chunk);
      yield chunk;
    }
  }
  const splitter = new Splitter({
    ignoreEmbedded: true,
    maxHeadSize: limits.headerBytesMax,
    maxChildNodes: limits.partsMax,
  });
  const input = Readable.from(counted(), { objectMode: false });
  input.on("error", (error) => splitter.destroy(error));
  const tree = new TreeBuilder(readerOf, limits);
  try {
    for await (const chunk of input.pipe(splitter)) await tree.take(chunk);
    await tree.endPart();
  } catch (cause) {
    throw refusalOf(cause, tree.size);
  } finally {
    input.destroy();
  }
  return { ...tree.finish(), sizeBytes, sha256: hash.digest("hex") };
}

/** mailsplit says EMAXLEN for headers and for parts; which one, the count of nodes tells. */
function refusalOf(cause: unknown, nodes: number): Error {
  if (cause instanceof ParseRefused) return cause;
  if (cause instanceof Error && "code" in cause && cause.code === "EMAXLEN") {
    const because = cause.message.includes("header") ? "headers-too-large" : "too-many-parts";
    return new ParseRefused(because, `${cause.message} (${nodes} parts read)`, cause);
  }
  return new ParseRefused("unreadable", "split mail into parts", cause);
}

class TreeBuilder {
  readonly #readerOf: ReaderOf;
  readonly #limits: ParseLimits;
  readonly #nodes = new Map<MimeNode | SplitterChunk, MailNode>();
  #root: MailNode | undefined;
  #block: HeaderBlock | undefined;
  #current: MailNode | undefined;
  #damaged = false;

  constructor(readerOf: ReaderOf, limits: ParseLimits) {
    this.#readerOf = readerOf;
    this.#limits = limits;
  }

  get size(): number {
    return this.#nodes.size;
  }

  async take(chunk: SplitterChunk): Promise<void> {
    if (chunk.type === "node") {
      await this.#open(chunk);
      return;
    }
    const node = this.#nodes.get(chunk.node);
    // Boundary lines come with the node they open, before its headers: not ours to read.
    if (!node || !chunk.value) return;
    if (node.isMultipart && node.children.length > 0) return;
    if (this.#current !== node) return;
    await node.reader?.write(chunk.value);
  }

  async endPart(): Promise<void> {
    const node = this.#current;
    this.#current = undefined;
    if (node?.reader && node.sha256 === "") node.sha256 = await node.reader.end();
  }

  finish(): Pick<MailTree, "root" | "block" | "nodes" | "damaged"> {
    if (!this.#root || !this.#block) throw new ParseRefused("unreadable", "no header");
    const nodes = [...this.#nodes.values()];
    const empty = nodes.some((node) => node.isMultipart && node.children.length === 0);
    return {
      root: this.#root,
      block: this.#block,
      nodes,
      damaged: this.#damaged || empty,
    };
  }

  async #open(chunk: Extract<SplitterChunk, { type: "node" }>): Promise<void> {
    await this.endPart();
    const parent = chunk.parentNode ? this.#nodes.get(chunk.parentNode) : undefined;
    const block = readHeaderBlock(chunk.getHeaders());
    if (block.headers.length > this.#limits.headersMax) {
      throw new ParseRefused("too-many-headers", `${block.headers.length} header fields`);
    }
    const node = mailNode(block, parent);
    if (node.depth > this.#limits.depthMax) {
      throw new ParseRefused("too-deep", `parts nested ${node.depth} deep`);
    }
    if (parent) {
      // A part after all: what stood before it was a preamble for readers without MIME.
      parent.reader = undefined;
      parent.children.push(node);
    } else {
      this.#root ??= node;
      this.#block ??= block;
    }
    node.reader = this.#readerOf(node);
    if (!node.isMultipart && node.type.value.startsWith("multipart/")) this.#damaged = true;
    this.#nodes.set(chunk, node);
    this.#current = node;
  }
}

function mailNode(block: HeaderBlock, parent: MailNode | undefined): MailNode {
  const { headers } = block;
  const written = headerOf(headers, "content-type");
  const type = readParams(written === undefined || written === "" ? "text/plain" : written);
  const disposition = headerOf(headers, "content-disposition");
  const encoding = headerOf(headers, "content-transfer-encoding") ?? "";
  const position = parent ? `${parent.children.length + 1}` : "";
  return {
    path: parent && parent.path !== "" ? `${parent.path}.${position}` : position,
    depth: parent ? parent.depth + 1 : 0,
    children: [],
    type,
    disposition: disposition === undefined ? undefined : readParams(disposition),
    encoding: encoding.replace(/\(.*$/, "").replace(/["';]/g, "").trim().toLowerCase(),
    headers,
    isMultipart: type.value.startsWith("multipart/") && type.params.has("boundary"),
    reader: undefined,
    sha256: "",
  };
}
