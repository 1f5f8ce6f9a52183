import type { ConversationView, MessageView } from "@circuito/protocol";
import { EMPTY_THREAD } from "@circuito/realtime";
import { FileText } from "lucide-react";
import { messageHash } from "../chat/jump.ts";
import { fileSize, listTime } from "../i18n/format.ts";
import { previewText } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { inboxHref } from "../workspace/routes.ts";
import { useNow } from "../workspace/use-now.ts";
import { useCache } from "../workspace/workspace-context.ts";
import { ContextDisclosure } from "./context-disclosure.tsx";
import { useActivityWords } from "./use-activity-words.ts";

interface SectionProps {
  readonly conversation: ConversationView;
}

const useLoaded = (id: string) => useCache((held) => held.threads.get(id)) ?? EMPTY_THREAD;

/** Files of the messages that are here, newest first; each leads to its message. */
export function FilesSection({ conversation }: SectionProps) {
  const t = useT();
  const now = useNow();
  const { messages } = useLoaded(conversation.id);
  const files = messages
    .flatMap((message) =>
      message.media
        .filter(({ disposition }) => disposition === "attachment")
        .map((file, place) => ({ file, message, key: `${message.id}${place}` })),
    )
    .reverse();
  if (files.length === 0) return null;
  const isAll = messages[0]?.seq === 1;
  return (
    <ContextDisclosure id="files" title={t("context.files")} count={files.length}>
      <ul className="-mx-4 flex flex-col">
        {files.map(({ file, message, key }) => (
          <li key={key}>
            <a
              href={`${inboxHref({}, conversation.id)}#${messageHash(message.seq)}`}
              className="ring-focus-inset flex items-center gap-2 px-4 py-1.5 hover:bg-hover [&>svg]:size-3.5 [&>svg]:flex-none [&>svg]:text-fg-3"
            >
              <FileText aria-hidden="true" />
              <span className="min-w-0 grow truncate">
                {previewText(file.fileName)}
                {file.sizeBytes !== null && (
                  <span className="text-fg-3"> · {fileSize(file.sizeBytes)}</span>
                )}
              </span>
              <time
                dateTime={message.createdAt}
                className="flex-none text-12 tabular-nums text-fg-3"
              >
                {listTime(message.createdAt, now)}
              </time>
            </a>
          </li>
        ))}
      </ul>
      {!isAll && <p className="pt-1 text-12 text-fg-3">{t("context.filesLoaded")}</p>}
    </ContextDisclosure>
  );
}

/** Who is in the mails that are here, by address. */
export function PeopleSection({ conversation }: SectionProps) {
  const t = useT();
  const { messages } = useLoaded(conversation.id);
  const people = peopleOf(messages);
  if (people.length === 0) return null;
  return (
    <ContextDisclosure id="people" title={t("context.people")} count={people.length}>
      <ul className="flex flex-col gap-1">
        {people.map(({ name, address }) => (
          <li key={address} className="min-w-0">
            {name !== "" && <span className="block truncate">{name}</span>}
            <span className="block truncate text-12 text-fg-2">{address}</span>
          </li>
        ))}
      </ul>
    </ContextDisclosure>
  );
}

function peopleOf(messages: readonly MessageView[]) {
  const byAddress = new Map<string, { readonly name: string; readonly address: string }>();
  for (const { mail } of messages) {
    if (mail === null) continue;
    for (const { name, address } of [...mail.from, ...mail.to, ...mail.cc]) {
      if (address === null) continue;
      const known = byAddress.get(address);
      if (known === undefined || known.name === "") byAddress.set(address, { name, address });
    }
  }
  return [...byAddress.values()];
}

/** Moves of the story that changed whose it is. */
const OF_OWNERS = new Set([
  "assigned",
  "claimed",
  "released",
  "transferred",
  "directed",
  "escalated",
  "returned",
]);

/** Who had it, newest first, and why. */
export function OwnersSection({ conversation }: SectionProps) {
  const t = useT();
  const now = useNow();
  const words = useActivityWords();
  const { activities } = useLoaded(conversation.id);
  const moves = activities.filter(({ kind }) => OF_OWNERS.has(kind)).reverse();
  if (moves.length === 0) return null;
  return (
    <ContextDisclosure id="owners" title={t("context.owners")} count={moves.length}>
      <ol className="flex flex-col gap-1.5">
        {moves.map((move) => {
          const { text, reason } = words(move);
          return (
            <li key={move.id} className="grid grid-cols-[3.25rem_minmax(0,1fr)] gap-x-2 text-12">
              <time dateTime={move.at} className="tabular-nums text-fg-3">
                {listTime(move.at, now)}
              </time>
              <span className="min-w-0 break-words">
                {text}
                {reason !== undefined && <span className="text-fg-3"> · {reason}</span>}
              </span>
            </li>
          );
        })}
      </ol>
    </ContextDisclosure>
  );
}
