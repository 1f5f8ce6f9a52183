import { cleanText, jsonSlices } from "@circuito/connector";
import { z } from "zod";
import type { Content } from "./content.ts";
import { maybeWords, words } from "./lenient.ts";
import { present } from "./present.ts";

/** A template's quick reply: the payload is what we put in when it was sent. */
const button = z.object({ text: words, payload: maybeWords });

export function readButton(own: unknown): Content | undefined {
  const read = button.safeParse(own);
  if (!read.success) return undefined;
  const { text, payload } = read.data;
  return { text, special: { kind: "choice", id: payload ?? text, title: text } };
}

const chosen = z.object({ id: words, title: words, description: maybeWords });
const form = z.object({ name: maybeWords, body: maybeWords, response_json: z.string() });
const permission = z.object({ response: words });

const interactive = z.discriminatedUnion("type", [
  z.object({ type: z.literal("button_reply"), button_reply: chosen }),
  z.object({ type: z.literal("list_reply"), list_reply: chosen }),
  z.object({ type: z.literal("nfm_reply"), nfm_reply: form }),
  z.object({ type: z.literal("call_permission_reply"), call_permission_reply: permission }),
]);

export function readInteractive(own: unknown): Content | undefined {
  const read = interactive.safeParse(own);
  if (!read.success) return undefined;
  switch (read.data.type) {
    case "button_reply":
      return readChoice(read.data.button_reply);
    case "list_reply":
      return readChoice(read.data.list_reply);
    case "nfm_reply":
      return readForm(read.data.nfm_reply);
    case "call_permission_reply":
      return readPermission(read.data.call_permission_reply);
  }
}

function readChoice({ id, title, description }: z.infer<typeof chosen>): Content {
  return { text: title, special: present({ kind: "choice" as const, id, title, description }) };
}

/** `accept` or `reject`, to the question whether they may be called. Meta's word is all there is. */
function readPermission({ response }: z.infer<typeof permission>): Content {
  const special = {
    kind: "choice" as const,
    id: `call_permission_reply:${response}`,
    title: response,
  };
  return { text: "", special, placeholder: "call permission" };
}

function readForm({ name, body, response_json }: z.infer<typeof form>): Content | undefined {
  const fields = formFields(response_json);
  if (!fields) return undefined;
  const special = { kind: "form" as const, name: name ?? "form", fields };
  return { text: body ?? "", special, placeholder: "form" };
}

interface FormField {
  readonly name: string;
  readonly value: string;
}

/** Ours, to know the form again: nothing that the customer filled in. */
const FLOW_TOKEN = "flow_token";

/** A form's fields as they are in the JSON; of groups of fields (an address) each of its own. */
function formFields(json: string): readonly FormField[] | undefined {
  try {
    JSON.parse(json);
  } catch {
    return undefined;
  }
  const slices = jsonSlices(json);
  if (slices.kind !== "object") return undefined;
  return [...slices.fields]
    .filter(([name]) => name !== FLOW_TOKEN)
    .flatMap(([name, slice]) => {
      const group = jsonSlices(slice);
      return group.kind === "object"
        ? [...group.fields].map(([part, value]) => field(`${name}.${part}`, value))
        : [field(name, slice)];
    });
}

/** Texts as they read; everything else as it is written, however deep it goes. */
function field(name: string, slice: string): FormField {
  const value = slice.startsWith('"') ? String(JSON.parse(slice)) : slice;
  return { name: cleanText(name), value: cleanText(value) };
}
