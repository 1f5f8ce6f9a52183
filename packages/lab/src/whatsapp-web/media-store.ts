import { createHash, randomBytes } from "node:crypto";

export interface Media {
  readonly bytes: Buffer;
  readonly mimetype: string;
  readonly filename?: string;
}

const ID_BYTES = 12;
const KEY_BYTES = 32;

/** The bytes of media, by the path under which the page asks for them. */
export class MediaStore {
  readonly #bytes = new Map<string, Buffer>();

  put(bytes: Buffer): { readonly directPath: string; readonly mediaKey: string } {
    const directPath = `/media/${randomBytes(ID_BYTES).toString("hex")}`;
    this.#bytes.set(directPath, bytes);
    return { directPath, mediaKey: randomBytes(KEY_BYTES).toString("base64") };
  }

  get(path: string): Buffer | undefined {
    return this.#bytes.get(path);
  }

  /** A message's fields for a medium. */
  describe({ bytes, mimetype, filename }: Media): Record<string, unknown> {
    const filehash = createHash("sha256").update(bytes).digest("base64");
    return {
      ...this.put(bytes),
      mimetype,
      size: bytes.length,
      filehash,
      encFilehash: filehash,
      mediaKeyTimestamp: Math.floor(Date.now() / 1000),
      ...(filename !== undefined && { filename }),
    };
  }
}
