import type { PersonsConversation } from "@circuito/store";
import { type Markup, markup } from "../http/markup.ts";
import type { ArchivedMessage } from "./archive-schema.ts";
import type { ArchiveWords } from "./archive-words.ts";

/** In whose words a page speaks, and how it tells a time. */
export interface PageTools {
  readonly words: ArchiveWords;
  readonly when: (at: string) => string;
}

/** A list of names and values; what is not known is not named. */
export function rowsOf(
  rows: readonly (readonly [name: string, value: string | null | undefined])[],
): Markup {
  const known = rows.filter(([, value]) => value);
  return markup`<dl>${known.map(([name, value]) => markup`<dt>${name}</dt><dd>${value ?? ""}</dd>`)}</dl>`;
}

/** A conversation without its messages. */
export function conversationMarkup(
  conversation: PersonsConversation,
  withNotes: boolean,
  { words, when }: PageTools,
): Markup {
  const at = (instant: string | null) => (instant === null ? null : when(instant));
  const asks = conversation.asks.map(({ kind, question, score, answer, comment, state }) => {
    const given = [score === null ? answer : `${words.score}: ${score}`, comment];
    const said = given.filter(Boolean).join(" · ");
    return markup`<li>${question ?? kind} – ${state === "answered" ? said : words.noAnswer}</li>`;
  });
  const internal = withNotes ? conversation.internal : [];
  return markup`<h3>${words.conversation(conversation.protocol)}</h3>${rowsOf([
    [words.channel, conversation.channel],
    [words.address, conversation.address],
    [words.status, words.statuses[conversation.status] ?? conversation.status],
    [words.queue, conversation.queue],
    [words.handedTo, conversation.handedTo.join(", ")],
    [words.subject, conversation.subject],
    [words.problem, [conversation.title, conversation.category].filter(Boolean).join(" · ")],
    ...Object.entries(conversation.categoryFields ?? {}),
    [words.summary, conversation.summary],
    [words.labels, conversation.labels.join(", ")],
    [words.promised, at(conversation.promisedAt)],
    [words.began, when(conversation.arrivedAt)],
    [words.solved, at(conversation.resolvedAt)],
    [words.movedTo, conversation.mergedInto],
  ])}${asks.length > 0 && markup`<h4>${words.asked}</h4><ul>${asks}</ul>`}${
    internal.length > 0 &&
    markup`<h4>${words.internal}</h4><ul>${internal.map(
      (one) => markup`<li>${when(one.at)}: ${one.text}</li>`,
    )}</ul>`
  }`;
}

export function messageMarkup(message: ArchivedMessage, tools: PageTools): Markup {
  const { words, when } = tools;
  const { from, mail, chat, changes, files, delivery } = message;
  const source = mail?.source;
  return markup`<div class="m ${from}"><header>${whoOf(message, words)} · ${when(message.at)}</header>
${mail !== null && rowsOf([[words.subject, mail.subject]])}<p>${
    from === "other-person" ? words.theirsAlone : message.text
  }</p>${beside(chat)}${beside(changes)}${
    files.length > 0 && markup`<ul>${files.map((file) => fileMarkup(file, words))}</ul>`
  }${source != null && markup`<p><a href="${pathOf(source)}">${words.originalMail}</a></p>`}${
    delivery !== null &&
    markup`<footer>${words.deliveries[delivery.status] ?? delivery.status}</footer>`
  }</div>`;
}

function whoOf({ from, agentName }: ArchivedMessage, words: ArchiveWords): string {
  switch (from) {
    case "you":
      return words.you;
    case "us":
      return agentName ?? words.us;
    case "machine":
      return words.machine;
    case "other-person":
      return words.otherPerson;
    case "internal-note":
      return [words.note, agentName].filter(Boolean).join(" · ");
  }
}

/** A form's fields, a place, former words: of many kinds, and told as they are kept. */
function beside(what: Record<string, unknown> | null): Markup | false {
  return what !== null && markup`<p><code>${JSON.stringify(what)}</code></p>`;
}

function fileMarkup({ name, path }: ArchivedMessage["files"][number], words: ArchiveWords): Markup {
  return path === null
    ? markup`<li>${name} (${words.notKept})</li>`
    : markup`<li><a href="${pathOf(path)}">${name}</a></li>`;
}

/** A name may hold what means something in an address. */
const pathOf = (path: string): string => path.split("/").map(encodeURIComponent).join("/");
