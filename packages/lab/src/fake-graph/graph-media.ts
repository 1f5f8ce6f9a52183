import { createHash } from "node:crypto";

/** What happens to one file, other than that it comes. */
export type MediaConduct =
  /** The next address is over as soon as it is given; the one after it is good. */
  | { readonly kind: "address-over" }
  /** The Graph API does not know the id (any more). */
  | { readonly kind: "gone" }
  /** The file server says so, whatever the Graph API said. */
  | { readonly kind: "status"; readonly status: number }
  | { readonly kind: "html" }
  | { readonly kind: "redirect"; readonly to: string }
  /** The Graph API names the hash of other bytes. */
  | { readonly kind: "wrong-hash" }
  /** The Graph API says another type and size than the file has. */
  | { readonly kind: "lies"; readonly mimeType: string; readonly sizeBytes: number }
  /** Half of it comes, then the line is cut. */
  | { readonly kind: "cut" };

/** Where cloud metadata would be: what a redirect of an attacker names. */
export const METADATA_ADDRESS = "http://169.254.169.254/latest/meta-data/";

export interface FakeFile {
  readonly id: string;
  readonly mimeType: string;
  readonly sizeBytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly from: "customer" | "upload";
  readonly fileName?: string;
  /** Larger uploads are counted and hashed, and not kept. */
  readonly bytes?: Uint8Array;
}

/** Spec: the address lives five minutes. */
const ADDRESS_LIVES_MS = 5 * 60_000;
/** Enough to look at in a test; a film is not kept. */
const BYTES_KEPT_MAX = 1024 * 1024;

/** Meta's files: those of customers, and those that we uploaded. */
export class GraphMedia {
  readonly files = new Map<string, FakeFile>();
  readonly #conducts = new Map<string, MediaConduct[]>();
  readonly #addresses = new Map<string, { readonly id: string; readonly until: number }>();
  #count = 0;

  /** A customer's file. @returns the id that their message names it by */
  add(bytes: Uint8Array, mimeType: string): FakeFile {
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const file = {
      mimeType,
      sizeBytes: bytes.byteLength,
      sha256,
      bytes,
      from: "customer",
    } as const;
    return this.#put(file);
  }

  /** Takes an upload's bytes as they come. */
  async take(
    chunks: AsyncIterable<Uint8Array>,
    said: { readonly mimeType: string; readonly fileName?: string },
  ): Promise<FakeFile> {
    const hash = createHash("sha256");
    const kept: Uint8Array[] = [];
    let sizeBytes = 0;
    for await (const chunk of chunks) {
      hash.update(chunk);
      sizeBytes += chunk.byteLength;
      if (sizeBytes <= BYTES_KEPT_MAX) kept.push(chunk);
      else kept.length = 0;
    }
    const bytes = sizeBytes <= BYTES_KEPT_MAX ? { bytes: Buffer.concat(kept) } : {};
    return this.#put({ ...said, ...bytes, sizeBytes, sha256: hash.digest("hex"), from: "upload" });
  }

  /** What the next askings for this file meet; each counts for one fetch, both of its steps. */
  plan(id: string, conduct: MediaConduct, times = 1): void {
    const planned = this.#conducts.get(id) ?? [];
    for (let i = 0; i < times; i++) planned.push(conduct);
    this.#conducts.set(id, planned);
  }

  /** What the fetch that is under way meets. */
  conductOf(id: string): MediaConduct | undefined {
    return this.#conducts.get(id)?.[0];
  }

  /** The fetch under way has met its conduct. */
  met(id: string): void {
    this.#conducts.get(id)?.shift();
  }

  /** @returns the path at which the file is for five minutes, or for none */
  address(id: string, now: number): string {
    const isOver = this.conductOf(id)?.kind === "address-over";
    if (isOver) this.met(id);
    const ticket = `${id}-${this.#addresses.size + 1}`;
    this.#addresses.set(ticket, { id, until: isOver ? now : now + ADDRESS_LIVES_MS });
    return `/files/${ticket}`;
  }

  at(ticket: string, now: number): FakeFile | undefined {
    const address = this.#addresses.get(ticket);
    return address && address.until > now ? this.files.get(address.id) : undefined;
  }

  #put(file: Omit<FakeFile, "id">): FakeFile {
    this.#count += 1;
    const stored = { id: String(900_000_000_000_000 + this.#count), ...file };
    this.files.set(stored.id, stored);
    return stored;
  }
}
