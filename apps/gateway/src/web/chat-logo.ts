import { type ChatLogo, judgeLogo, LOGO_ALT_LENGTH_MAX, LOGO_BYTES_MAX } from "@circuito/domain";
import type { MediaStore, Queryable, StoredInbox } from "@circuito/store";
import { z } from "zod";
import { takePicture } from "../media/take-picture.ts";
import { HttpProblem } from "./problem.ts";

type Settings = Readonly<Record<string, unknown>>;

/** How a new picture comes: a file that this admin uploaded. */
const uploaded = z.strictObject({
  uploadId: z.uuid(),
  alt: z.string().trim().max(LOGO_ALT_LENGTH_MAX).default(""),
});

/**
 * A chat's settings with its picture as it is kept. Anybody may fetch a chat's picture, so that which bytes
 * it is comes from an upload, judged by what it holds, and never from whoever sends settings: they may only
 * leave it, take it away, or change what is said of it.
 * @throws HttpProblem naming what is wrong with the file
 */
export async function withLogo(
  { client, media }: { readonly client: Queryable; readonly media: MediaStore },
  who: string,
  before: Pick<StoredInbox, "settings"> | undefined,
  settings: Settings,
): Promise<Settings> {
  const { logo, ...others } = settings;
  if (logo === undefined || logo === null) return others;
  const read = uploaded.safeParse(logo);
  if (read.success) {
    const { uploadId, alt } = read.data;
    return { ...others, logo: { ...(await judged(client, media, who, uploadId)), alt } };
  }
  const { digest, type, width, height } = Object(before?.settings.logo);
  if (digest === undefined || Object(logo).digest !== digest) throw refused("logo", "no-such-file");
  return { ...others, logo: { ...Object(logo), digest, type, width, height } };
}

async function judged(
  client: Queryable,
  media: MediaStore,
  who: string,
  uploadId: string,
): Promise<Omit<ChatLogo, "alt">> {
  const limits = { bytesMax: LOGO_BYTES_MAX, judge: judgeLogo };
  const taken = await takePicture({ client, media }, { uploadId, who }, limits);
  if (taken.kind === "refused") throw refused("logo", taken.because);
  const { sha256, type, width, height } = taken;
  return { digest: sha256, type, width, height };
}

const refused = (field: string, problem: string): HttpProblem =>
  new HttpProblem("invalid", `body.settings.${field}: this cannot be the chat's picture`, {
    details: { issues: [{ path: `body.settings.${field}`, problem }] },
  });
