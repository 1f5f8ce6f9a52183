import { ApiError } from "./request.ts";

/** What the server made of a file. */
export interface Uploaded {
  readonly id: string;
  readonly fileName: string;
  readonly mimeType: string;
  readonly sizeBytes: number;
}

export interface UploadWatch {
  /** 0 to 1. */
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
}

/** Without a byte moving for so long, nobody is at the other end. */
const STALL_TIMEOUT_MS = 30_000;

/**
 * Sends one file; `fetch` cannot tell how far it is, so this is the older way.
 * @throws ApiError; `unreachable` when nobody knows what happened
 */
export function upload(
  file: Blob,
  { name, as }: { readonly name: string; readonly as?: "voice" | undefined },
  watch: UploadWatch,
): Promise<Uploaded> {
  return new Promise((resolve, reject) => {
    const url = new URL("/api/v1/media", location.origin);
    url.searchParams.set("name", name);
    if (as !== undefined) url.searchParams.set("as", as);
    const call = new XMLHttpRequest();
    let stalled: ReturnType<typeof setTimeout> | undefined;
    const stillMoving = () => {
      clearTimeout(stalled);
      stalled = setTimeout(() => call.abort(), STALL_TIMEOUT_MS);
    };
    const end = (error: ApiError | null) => {
      clearTimeout(stalled);
      if (error === null) resolve(call.response as Uploaded);
      else reject(error);
    };
    call.open("POST", url);
    call.responseType = "json";
    call.setRequestHeader("x-circuito-csrf", "1");
    call.setRequestHeader("content-type", typeOf(file));
    call.upload.onprogress = ({ loaded, total }) => {
      stillMoving();
      watch.onProgress(total === 0 ? 1 : loaded / total);
    };
    call.onload = () =>
      end(call.status < 300 ? null : new ApiError(call.status, call.response ?? {}));
    call.onerror = () => end(new ApiError(0, {}));
    call.onabort = () => end(new ApiError(0, {}));
    watch.signal.addEventListener("abort", () => call.abort(), { once: true });
    stillMoving();
    call.send(file);
  });
}

/** Plain text is what forms of any site can send: the server takes none, and reads what it is. */
function typeOf({ type }: Blob): string {
  return type === "" || type.startsWith("text/plain") ? "application/octet-stream" : type;
}
