import { Buffer } from "node:buffer";
import type { InboundElement } from "@circuito/domain";
import {
  type CaseFailure,
  type CorpusCase,
  type FolderScore,
  nameOf,
  readCases,
  record,
  share,
  string,
  strings,
} from "../../../testing/corpus/corpus-folder.ts";
import { normalizeCloud } from "../../cloud/normalize/normalize-cloud.ts";
import { holds } from "./pywa-assertions.ts";

/** What a webhook has in it, by what Meta calls it; written apart from the code under test. */
type Kind = `message:${string}` | `echo:${string}` | `status:${string}` | `field:${string}`;

/** Webhooks of the Cloud API: an element for everything, of its kind, and what others assert of it. */
export async function scoreWebhooks(root: string, folder: string): Promise<FolderScore> {
  const cases = readCases(root, folder).filter((entry) => entry.payload !== null);
  const count = { elements: 0, kept: 0, typed: 0, asserted: 0, held: 0 };
  const failures: CaseFailure[] = [];
  for (const entry of cases) {
    const elements = normalizeCloud(bytesOf(entry), oursOf(entry), Date.now());
    const kinds = kindsOf(entry);
    count.elements += kinds.length;
    count.kept += Math.min(elements.length, kinds.length);
    if (elements.length !== kinds.length) {
      const because = `wants ${kinds.join(" ")}, got ${elements.length} elements`;
      failures.push({ case: nameOf(entry), because });
    }
    kinds.forEach((kind, at) => {
      const element = elements[at];
      if (element && isOfKind(element, kind)) count.typed += 1;
      else failures.push({ case: nameOf(entry), because: `${kind} became ${shown(element)}` });
    });
    for (const assertion of strings(entry.asserts)) {
      const verdict = elements.length === 0 ? false : holds(assertion, elements);
      if (verdict === undefined) continue;
      count.asserted += 1;
      if (verdict) count.held += 1;
      else failures.push({ case: nameOf(entry), because: `${assertion}: ${shown(elements[0])}` });
    }
  }
  return {
    folder,
    cases: cases.length,
    figures: {
      "elements kept": share(count.kept, count.elements),
      "of the right type": share(count.typed, count.elements),
      ...(count.asserted > 0 ? { "assertions held": share(count.held, count.asserted) } : {}),
    },
    failures,
  };
}

function bytesOf(entry: CorpusCase): Uint8Array {
  return Buffer.from(JSON.stringify(entry.payload));
}

function valuesOf(entry: CorpusCase): { readonly field: string; readonly value: CorpusCase }[] {
  const list = (value: unknown) => (Array.isArray(value) ? value.map(record) : []);
  return list(record(entry.payload).entry).flatMap((each) =>
    list(each.changes).map(({ field, value }) => ({ field: string(field), value: record(value) })),
  );
}

/** Each case is a webhook of the number it names. */
function oursOf(entry: CorpusCase): { readonly phoneNumberId: string } {
  const ids = valuesOf(entry).map(({ value }) => string(record(value.metadata).phone_number_id));
  return { phoneNumberId: ids.find((id) => id !== "") ?? "" };
}

function kindsOf(entry: CorpusCase): Kind[] {
  return valuesOf(entry).flatMap(({ field, value }): Kind[] => {
    const list = (name: string) => {
      const items = value[name];
      return Array.isArray(items) ? items.map(record) : [];
    };
    if (field !== "messages" && field !== "smb_message_echoes") return [`field:${field}`];
    return [
      ...list("messages").map((each): Kind => `message:${string(each.type)}`),
      ...list("message_echoes").map((each): Kind => `echo:${string(each.type)}`),
      ...list("statuses").map((each): Kind => `status:${string(each.status)}`),
    ];
  });
}

/** What somebody did to a message that was there before. */
const CHANGES: readonly string[] = ["reaction", "edit", "revoke"];
const MEDIA: readonly string[] = ["image", "video", "audio", "document", "sticker"];
const SPECIALS: ReadonlyMap<string, readonly string[]> = new Map([
  ["location", ["location"]],
  ["contacts", ["contacts"]],
  ["order", ["order"]],
  ["button", ["choice"]],
  // One of the cases came without its content, and Meta says so.
  ["interactive", ["choice", "form", "unsupported"]],
  ["system", ["notice"]],
  ["request_welcome", ["notice"]],
  ["unsupported", ["unsupported"]],
]);

function isOfKind(element: InboundElement, kind: Kind): boolean {
  const colon = kind.indexOf(":");
  const [family, type] = [kind.slice(0, colon), kind.slice(colon + 1)];
  switch (family) {
    case "status": {
      const known = type === "played" ? "read" : type;
      return element.kind === "receipt" && element.status === known;
    }
    case "field":
      return element.kind === "malformed" && element.error.includes(JSON.stringify(type));
  }
  const by = family === "echo" ? "us" : "customer";
  if (CHANGES.includes(type)) return element.kind === "change" && element.by === by;
  if (element.kind !== "message") return false;
  if ((element.writtenBy ?? "customer") !== by) return false;
  if (type === "text") return element.text !== "";
  if (MEDIA.includes(type)) return element.media.length === 1;
  return SPECIALS.get(type)?.includes(element.chat?.special?.kind ?? "") ?? false;
}

function shown(element: InboundElement | undefined): string {
  if (!element) return "nothing";
  const { raw: _, ...rest } = element;
  return JSON.stringify(rest).slice(0, 300);
}
