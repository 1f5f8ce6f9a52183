import type { CategoryView, ConversationView, MessageView } from "@circuito/protocol";
import type { TriageRegistration } from "../api/triage.ts";
import { localInputValue, promisePresets } from "../verbs/moments.ts";
import { canTell } from "./notice-text.ts";

/** What is written down of one item, as far as it is. Kept until the item goes on. */
export interface TriageForm {
  readonly categoryId: string | null;
  /** Where the installation has no categories. */
  readonly category: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly title: string;
  readonly summary: string;
  readonly urgency: TriageRegistration["urgency"];
  readonly queueId: string | null;
  readonly note: string;
  /** As `datetime-local` has it. */
  readonly promised: string;
  readonly tells: boolean;
  /** Null: as it is proposed for the area. */
  readonly notice: string | null;
}

const TITLE_LENGTH = 80;
export const SUMMARY_LENGTH_MAX = 4_000;
/** What fills a summary by itself: the problem is told in its first sentences. */
const SUMMARY_LENGTH = 600;

/** What can be known before anybody wrote anything: what came, and what was registered before. */
export function proposedForm(
  conversation: ConversationView,
  messages: readonly MessageView[],
  now: number,
): TriageForm {
  const said = firstWords(messages);
  return {
    categoryId: conversation.categoryId,
    category: conversation.category ?? "",
    fields: conversation.categoryFields ?? {},
    title: conversation.title ?? conversation.subject ?? shortened(said, TITLE_LENGTH),
    summary: conversation.summary ?? shortened(said, SUMMARY_LENGTH),
    urgency: conversation.urgency ?? "normal",
    queueId: null,
    note: "",
    promised: localInputValue(promisePresets(now)[0]?.at ?? now),
    tells: canTell(conversation, now),
    notice: null,
  };
}

/** What the customer wrote until one of us did. */
function firstWords(messages: readonly MessageView[]): string {
  const ours = messages.findIndex(({ direction }) => direction === "outbound");
  return messages
    .slice(0, ours === -1 ? undefined : ours)
    .filter(({ direction }) => direction === "inbound")
    .map(({ text }) => text.trim())
    .filter((text) => text !== "")
    .join("\n");
}

function shortened(text: string, length: number): string {
  if (text.length <= length) return length <= TITLE_LENGTH ? text.replace(/\s+/g, " ") : text;
  const cut = text.slice(0, length).replace(/\s+/g, length <= TITLE_LENGTH ? " " : "$&");
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), length / 2)).trimEnd()}…`;
}

/** What is still missing, by the part of the form that it is missing in. */
export type Missing = Readonly<
  Partial<Record<"category" | "title" | "summary" | "queue" | "promised", true>>
> & {
  /** Keys of the category's fields. */
  readonly fields: readonly string[];
};

export function missingIn(
  form: TriageForm,
  category: CategoryView | undefined,
  hasCategories: boolean,
  now: number,
): Missing {
  const isNamed = hasCategories ? category !== undefined : form.category.trim() !== "";
  return {
    ...(isNamed ? {} : { category: true }),
    ...(form.title.trim() === "" ? { title: true } : {}),
    ...(form.summary.trim() === "" ? { summary: true } : {}),
    ...(form.queueId === null ? { queue: true } : {}),
    ...(Date.parse(form.promised) > now ? {} : { promised: true }),
    fields: (category?.fields ?? [])
      .filter(({ key, need }) => need === "direct" && (form.fields[key] ?? "").trim() === "")
      .map(({ key }) => key),
  };
}

export const isWhole = ({ fields, ...rest }: Missing): boolean =>
  fields.length === 0 && Object.keys(rest).length === 0;

/** As the server takes it; of a form that is whole. */
export function registrationOf(
  form: TriageForm,
  category: CategoryView | undefined,
  notice: string,
): TriageRegistration {
  const known = new Set((category?.fields ?? []).map(({ key }) => key));
  const fields = Object.entries(form.fields).filter(
    ([key, value]) => known.has(key) && value !== "",
  );
  const note = form.note.trim();
  return {
    queueId: form.queueId ?? "",
    title: form.title.trim(),
    ...(category === undefined
      ? { category: form.category.trim() }
      : { categoryId: category.id, fields: Object.fromEntries(fields) }),
    summary: form.summary.trim(),
    urgency: form.urgency,
    promisedAt: new Date(Date.parse(form.promised)).toISOString(),
    ...(note === "" ? {} : { note }),
    ...(form.tells && notice.trim() !== "" ? { notice: notice.trim() } : {}),
  };
}
