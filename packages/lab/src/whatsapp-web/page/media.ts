import { Model } from "./model.ts";
import { define } from "./modules.ts";
import { fetchMedia } from "./server.ts";
import { conduct } from "./session.ts";

/** Bytes as the page passes them around. */
class OpaqueData {
  readonly #blob: Blob;

  constructor(blob: Blob) {
    this.#blob = blob;
  }

  static async createFromData(data: Blob, type: string): Promise<OpaqueData> {
    if (data instanceof File) return new OpaqueData(new File([data], data.name, { type }));
    return new OpaqueData(new Blob([data], { type }));
  }

  get type(): string {
    return this.#blob.type;
  }
  get blob(): Blob {
    return this.#blob;
  }
  url(): string {
    return URL.createObjectURL(this.#blob);
  }
  autorelease(): void {}
  formData(): Blob {
    return this.#blob;
  }
}

interface MediaParams {
  readonly asSticker?: boolean;
  readonly asGif?: boolean;
  readonly isPtt?: boolean;
  readonly asDocument?: boolean;
}

class MediaData extends Model {
  declare type: string;
  declare mimetype: string;
  declare size: number;
  declare filehash: string;
  declare filename?: string;
  declare mediaBlob: OpaqueData;

  override serialize(): Record<string, unknown> {
    const { mediaBlob: _bytes, ...rest } = { ...this };
    return rest;
  }
}

/** What is kept of a file by its hash, until it is uploaded. */
class MediaObject {
  readonly contentInfo: Record<string, unknown> = {};
  readonly filehash: string;
  type = "";
  size = 0;

  constructor(filehash: string) {
    this.filehash = filehash;
  }

  consolidate(data: { readonly type: string; readonly size: number }): void {
    this.type = data.type;
    this.size = data.size;
  }
}

const mediaObjects = new Map<string, MediaObject>();
/** What is to be uploaded, by hash. */
const blobs = new Map<string, Blob>();

function prepRawMedia(
  data: OpaqueData,
  params: MediaParams,
): { waitForPrep(): Promise<MediaData> } {
  return {
    waitForPrep: async () => {
      const filehash = await sha256(await data.blob.arrayBuffer());
      blobs.set(filehash, data.blob);
      const type = typeOf(data.type, params);
      return new MediaData({
        type,
        mimetype: data.type,
        size: data.blob.size,
        filehash,
        mediaBlob: data,
        isGif: params.asGif === true,
        ...(type === "document" && data.blob instanceof File && { filename: data.blob.name }),
      });
    },
  };
}

function typeOf(mimetype: string, { asSticker, isPtt, asDocument }: MediaParams): string {
  if (asDocument) return "document";
  if (asSticker) return "sticker";
  const [kind] = mimetype.split("/");
  if (kind === "audio") return isPtt ? "ptt" : "audio";
  return kind === "image" || kind === "video" ? kind : "document";
}

async function sha256(bytes: ArrayBuffer): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return btoa(String.fromCharCode(...hash));
}

interface Uploaded {
  readonly directPath: string;
  readonly mediaKey: string;
}

async function upload(blob: Blob, filehash: string): Promise<Record<string, unknown>> {
  const response = await fetch("/upload", { method: "POST", body: blob });
  const { directPath, mediaKey }: Uploaded = await response.json();
  return {
    url: `https://web.whatsapp.com${directPath}`,
    mmsUrl: `https://web.whatsapp.com${directPath}`,
    directPath,
    mediaKey,
    mediaKeyTimestamp: Math.floor(Date.now() / 1000),
    encFilehash: filehash,
    uploadHash: filehash,
  };
}

async function uploadMedia({
  mediaObject: { filehash },
}: {
  mediaObject: MediaObject;
}): Promise<{ mediaEntry?: Record<string, unknown> }> {
  const blob = blobs.get(filehash);
  blobs.delete(filehash);
  return blob ? { mediaEntry: await upload(blob, filehash) } : {};
}

/** @throws `{status: 404}` for what has expired, as the real page does */
async function downloadAndMaybeDecrypt({
  directPath,
}: {
  directPath: string;
}): Promise<ArrayBuffer> {
  if (conduct.now.media === "hang") return new Promise(() => undefined);
  const response = await fetchMedia(directPath);
  if (!response.ok) throw { status: response.status };
  return response.arrayBuffer();
}

define({
  WAWebMediaOpaqueData: OpaqueData,
  WAWebPrepRawMedia: { prepRawMedia },
  WAWebMediaStorage: {
    getOrCreateMediaObject: (filehash: string) => {
      const object = mediaObjects.get(filehash) ?? new MediaObject(filehash);
      mediaObjects.set(filehash, object);
      return object;
    },
  },
  WAWebMmsMediaTypes: {
    msgToMediaType: ({ type }: { type: string }) => type,
    castToV4: (type: string) => type,
  },
  WAWebMediaDataUtils: { shouldUseMediaCache: () => false },
  WAWebMediaInMemoryBlobCache: { InMemoryMediaBlobCache: { put: () => undefined } },
  WAWebMediaMmsV4Upload: { uploadMedia },
  WAWebUploadManager: {
    encryptAndUpload: async ({ blob }: { blob: Blob }) =>
      upload(blob, await sha256(await blob.arrayBuffer())),
  },
  WAWebStartMediaUploadQpl: { startMediaUploadQpl: () => ({}) },
  WAWebDownloadManager: { downloadManager: { downloadAndMaybeDecrypt } },
});
