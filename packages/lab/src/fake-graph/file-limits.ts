import type { FakeFile } from "./graph-media.ts";
import { type GraphProblem, graphProblem } from "./graph-problem.ts";

const MB = 1024 * 1024;

/** Spec: what each kind of message may carry, written from Meta's page and not from our connector. */
const KINDS: Readonly<Record<string, { readonly types: readonly string[]; readonly max: number }>> =
  {
    image: { types: ["image/jpeg", "image/png"], max: 5 * MB },
    audio: {
      types: ["audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"],
      max: 16 * MB,
    },
    video: { types: ["video/mp4", "video/3gpp"], max: 16 * MB },
  };
/** The most that an upload may have: as a document, a film may be larger than as a film. */
export const UPLOAD_BYTES_MAX = 100 * MB;

/** Whether a file may go as this kind of message; `undefined` when it may. */
export function problemInFile(kind: string, file: FakeFile | undefined): GraphProblem | undefined {
  if (file?.from !== "upload") return graphProblem(131009, `${kind}: no such media id`);
  const limit = KINDS[kind];
  if (!limit) return undefined;
  const type = file.mimeType.split(";", 1)[0]?.trim() ?? "";
  if (!limit.types.includes(type)) return graphProblem(131053, `${kind}: ${type} is not one`);
  if (file.sizeBytes > limit.max) {
    return graphProblem(131053, `${kind}: ${file.sizeBytes} bytes, at most ${limit.max}`);
  }
  return undefined;
}
