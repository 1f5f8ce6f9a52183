import { createStore, type StoreApi } from "zustand/vanilla";
import { ApiError, mayWorkLater } from "../api/request.ts";
import { upload } from "../api/upload.ts";
import { type Draft, type DraftFile, type Drafts, draftKey } from "./drafts.ts";
import { keyedStorage } from "./keyed-storage.ts";

/** How far the file of a draft has come; a file that has arrived is in no state. */
export type UploadState =
  | { readonly kind: "moving"; readonly share: number }
  /** For the connection. */
  | { readonly kind: "waiting" }
  | { readonly kind: "refused"; readonly code: string }
  /** This computer no longer has the bytes: a private window that was reloaded, a full disk. */
  | { readonly kind: "lost" };

export type NotTaken = "too-many" | "too-large" | "empty";

export interface Uploads {
  readonly store: StoreApi<Readonly<Record<string, UploadState>>>;
  /** Files that cannot go with the reply are returned with the reason; the others are on the way. */
  readonly add: (
    conversationId: string,
    files: readonly File[],
    told: { readonly baseSeq: number; readonly as?: "voice" | undefined },
  ) => readonly { readonly name: string; readonly because: NotTaken }[];
  readonly remove: (conversationId: string, fileId: string) => void;
  readonly retry: (conversationId: string, fileId: string) => void;
  /** Takes over what an earlier page left, and whatever waits for the connection. */
  readonly resume: () => void;
  readonly close: () => void;
}

/** As the protocol has it (`REPLY_FILES_MAX`), whose validator is not for browsers. */
export const FILES_MAX = 20;

/**
 * Bytes of all files of one reply. Most servers refuse mail above 25 MB, and on the wire a file is
 * more than a third longer than on the disk.
 */
const FILES_BYTES_MAX = 18 * 1024 * 1024;

/** The files of drafts on their way to the server; kept on this computer until they are there. */
export function createUploads(drafts: Drafts, agentId: string, newId: () => string): Uploads {
  const storage = keyedStorage<Blob>("circuito-files", agentId);
  const store = createStore<Readonly<Record<string, UploadState>>>(() => ({}));
  const bytes = new Map<string, Blob>();
  const moving = new Map<string, AbortController>();

  const draftOf = (conversationId: string): Draft | undefined =>
    drafts.store.getState()[draftKey(conversationId, "reply")];
  const setFiles = (
    conversationId: string,
    change: (files: readonly DraftFile[]) => readonly DraftFile[],
    baseSeq = 0,
  ) => {
    const draft = draftOf(conversationId) ?? { text: "", baseSeq };
    drafts.write(conversationId, "reply", { ...draft, files: change(draft.files ?? []) });
  };
  const show = (fileId: string, state: UploadState | null) => {
    const { [fileId]: _before, ...others } = store.getState();
    store.setState(state === null ? others : { ...others, [fileId]: state }, true);
  };

  async function send(conversationId: string, file: DraftFile): Promise<void> {
    if (moving.has(file.id)) return;
    const abort = new AbortController();
    moving.set(file.id, abort);
    try {
      const blob = bytes.get(file.id) ?? (await storage.load()).get(file.id);
      if (blob === undefined) return show(file.id, { kind: "lost" });
      show(file.id, { kind: "moving", share: 0 });
      const told = { name: file.fileName, as: file.isVoice ? ("voice" as const) : undefined };
      const { id: mediaId } = await upload(blob, told, {
        signal: abort.signal,
        onProgress: (share) => show(file.id, { kind: "moving", share }),
      });
      setFiles(conversationId, (files) =>
        files.map((held) => (held.id === file.id ? { ...held, mediaId } : held)),
      );
      forget(file.id);
    } catch (error) {
      if (abort.signal.aborted) return;
      if (!(error instanceof ApiError)) throw error;
      show(
        file.id,
        mayWorkLater(error) ? { kind: "waiting" } : { kind: "refused", code: error.code },
      );
    } finally {
      moving.delete(file.id);
    }
  }

  function forget(fileId: string): void {
    show(fileId, null);
    bytes.delete(fileId);
    void storage.remove(fileId);
  }

  return {
    store,
    add(conversationId, files, { baseSeq, as }) {
      const held = draftOf(conversationId)?.files ?? [];
      const taken: DraftFile[] = [];
      const notTaken: { name: string; because: NotTaken }[] = [];
      for (const file of files) {
        const because = refusal(file, [...held, ...taken]);
        if (because !== null) {
          notTaken.push({ name: file.name, because });
          continue;
        }
        const id = newId();
        bytes.set(id, file);
        void storage.put(id, file);
        const mimeType = file.type || "application/octet-stream";
        const spoken = as === "voice" && { isVoice: true as const };
        taken.push({ id, fileName: file.name, mimeType, sizeBytes: file.size, ...spoken });
      }
      if (taken.length > 0) {
        setFiles(conversationId, (before) => [...before, ...taken], baseSeq);
        for (const file of taken) void send(conversationId, file);
      }
      return notTaken;
    },
    remove(conversationId, fileId) {
      setFiles(conversationId, (files) => files.filter((file) => file.id !== fileId));
      moving.get(fileId)?.abort();
      forget(fileId);
    },
    retry(conversationId, fileId) {
      const file = draftOf(conversationId)?.files?.find((held) => held.id === fileId);
      if (file !== undefined) void send(conversationId, file);
    },
    resume() {
      for (const [key, draft] of Object.entries(drafts.store.getState())) {
        const [conversationId = ""] = key.split(":");
        for (const file of draft.files ?? []) {
          const state = store.getState()[file.id];
          const isStuck = state === undefined || state.kind === "waiting";
          if (file.mediaId === undefined && isStuck) void send(conversationId, file);
        }
      }
    },
    close() {
      for (const abort of moving.values()) abort.abort();
    },
  };
}

function refusal(file: File, held: readonly DraftFile[]): NotTaken | null {
  if (file.size === 0) return "empty";
  if (held.length >= FILES_MAX) return "too-many";
  const total = held.reduce((sum, one) => sum + one.sizeBytes, file.size);
  return total > FILES_BYTES_MAX ? "too-large" : null;
}
