import { judgeLogo, LOGO_BYTES_MAX, type PictureFault } from "@circuito/protocol/look-text";
import { upload } from "../../api/upload.ts";
import type { Settings } from "../inbox-page/mistakes.ts";

/** The picture of a chat, as it stands in the form. */
export interface LogoDraft {
  /** Where it is shown from: the gateway, or `data:` of one that was chosen and not saved yet. */
  readonly src: string;
  /** For whoever does not see it; empty: the company's name says it all. */
  readonly alt: string;
}

/** @param inboxId absent: there is no inbox yet, and so no picture */
export function logoDraftOf({ logo }: Settings, inboxId: string | undefined): LogoDraft | null {
  const { digest, alt } = Object(logo);
  if (inboxId === undefined || typeof digest !== "string") return null;
  const src = `/widget/v1/${inboxId}/logo/${digest}`;
  return { src, alt: typeof alt === "string" ? alt : "" };
}

export type ChosenLogo =
  | { readonly kind: "chosen"; readonly src: string }
  | { readonly kind: "refused"; readonly because: PictureFault };

/** Judged as the server will, before anything is sent; its type is what its bytes say. */
export async function chooseLogo(file: Blob): Promise<ChosenLogo> {
  if (file.size > LOGO_BYTES_MAX) return { kind: "refused", because: "too-large" };
  const bytes = new Uint8Array(await file.arrayBuffer());
  const judged = judgeLogo(bytes);
  if (judged.kind === "refused") return judged;
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return { kind: "chosen", src: `data:${judged.type};base64,${btoa(text)}` };
}

/**
 * The picture's part of the settings; one that was chosen here is sent first, as any file is.
 * @param kept what the settings have of it now
 * @throws ApiError
 */
export async function logoSettingOf(draft: LogoDraft | null, kept: unknown): Promise<Settings> {
  if (draft === null) return {};
  const alt = draft.alt.trim();
  if (!draft.src.startsWith("data:")) return { logo: { ...Object(kept), alt } };
  const [head = "", body = ""] = draft.src.split(",");
  const bytes = Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0));
  const type = head.slice("data:".length, head.indexOf(";"));
  const watch = { onProgress: () => {}, signal: new AbortController().signal };
  const { id } = await upload(new Blob([bytes], { type }), { name: "logo" }, watch);
  return { logo: { uploadId: id, alt } };
}
