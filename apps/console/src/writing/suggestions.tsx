import type { ConversationView, QueueView, QuickReplyView } from "@circuito/protocol";
import {
  fillQuickReply,
  fitOf,
  type QuickReplyPiece,
  wordsOf,
} from "@circuito/protocol/writing-text";
import { Avatar, Kbd, optionId, type Suggestion, SuggestionList } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, type Ref, useEffect, useId, useImperativeHandle, useState } from "react";
import { api } from "../api/client.ts";
import { learn, type Translate, useT } from "../i18n/translate.ts";
import { part } from "../shell/part.ts";
import type { DraftArticle, Mentioned } from "../workspace/drafts.ts";
import { useAgents, useQueues } from "../workspace/queries.ts";
import { useMe } from "../workspace/workspace-context.ts";
import { EMOJI } from "./emoji.ts";
import type { Trigger } from "./find-trigger.ts";
import { useReplyFacts } from "./use-reply-facts.ts";

/** What is put in place of what was typed. */
export interface Chosen {
  readonly text: string;
  readonly mentioned?: Mentioned;
  readonly article?: DraftArticle;
  /** And sent at once. */
  readonly sends: boolean;
}

/** Keys that the text hands on while a list is open; `true`: it was one of the list's. */
export interface SuggestionKeys {
  readonly press: (key: string, mod: boolean) => boolean;
}

export interface SuggestionsProps {
  readonly trigger: Trigger;
  readonly conversation: ConversationView;
  readonly keysRef: Ref<SuggestionKeys>;
  readonly onChoose: (chosen: Chosen) => void;
  /** The list that is drawn, and its active option, for the text to name. */
  readonly onShow: (shown: { readonly listId: string; readonly activeId?: string }) => void;
}

/** Found: an option, and what it writes. */
export interface Found extends Suggestion {
  readonly text: string;
  readonly mentioned?: Mentioned;
  readonly article?: DraftArticle;
  /** What is written instead with Ctrl; without it, what there is is sent. */
  readonly instead?: { readonly text: string; readonly article: DraftArticle };
  readonly preview?: ReactNode;
  readonly isWhole?: boolean;
}

/** More than this nobody reads: one more letter finds it. */
const SHOWN_MAX = 40;

const ArticleSuggestions = part(async () => {
  const [module] = await Promise.all([
    import("../knowledge/article-suggestions.tsx"),
    learn("knowledge"),
  ]);
  return { default: module.ArticleSuggestions };
});

/** The list over the composer: quick replies by `/`, colleagues by `@`, emoji by `:`, articles by `#`. */
export function Suggestions(props: SuggestionsProps) {
  switch (props.trigger.kind) {
    case "/":
      return <QuickReplySuggestions {...props} />;
    case "@":
      return <PeopleSuggestions {...props} />;
    case ":":
      return <EmojiSuggestions {...props} />;
    case "#":
      return <ArticleSuggestions {...props} />;
  }
}

function QuickReplySuggestions(props: SuggestionsProps) {
  const { trigger, conversation } = props;
  const t = useT();
  const queues = useQueues().data ?? [];
  const query = useQuickReplies();
  const facts = useReplyFacts(conversation);
  const found = ranked(
    (query.data?.items ?? []).filter(
      ({ channels }) => channels.length === 0 || channels.includes(conversation.channel),
    ),
    trigger.typed,
    (reply) => reply,
  ).map((reply): Found => {
    const pieces = fillQuickReply(reply.body, facts);
    const missing = pieces.some(({ kind }) => kind === "missing");
    return {
      id: reply.id,
      name: reply.name,
      detail: scopeName(reply, queues, t),
      text: wordsOf(pieces),
      isWhole: !missing,
      preview: (
        <>
          <Pieces pieces={pieces} />
          {missing && (
            <span className="mt-2 block text-12 text-warn-text">{t("writing.missing")}</span>
          )}
        </>
      ),
    };
  });
  return (
    <List
      {...props}
      label={t("writing.quickReplies")}
      emptyText={query.isPending ? t("writing.loading") : t("writing.noQuickReply")}
      found={found}
      footer={
        <>
          <Key keys={["Enter"]} text={t("writing.insert")} />
          <Key keys={["Ctrl", "Enter"]} text={t("writing.insertAndSend")} />
          <a href="/settings/quick-replies" className="ms-auto text-accent-text hover:underline">
            {t("writing.manage")}
          </a>
        </>
      }
    />
  );
}

export function useQuickReplies() {
  return useQuery({
    queryKey: ["quick-replies"],
    queryFn: api.listQuickReplies,
    staleTime: QUICK_REPLIES_STALE_MS,
  });
}

/** A notice renews them; one's own are told to nobody, other devices of one's own included. */
const QUICK_REPLIES_STALE_MS = 5 * 60_000;

/** Words that were put in are marked, and places nobody filled more so. */
export function Pieces({ pieces }: { readonly pieces: readonly QuickReplyPiece[] }) {
  let at = 0;
  return pieces.map(({ kind, text }) => {
    const key = at;
    at += text.length;
    if (kind === "words") return <span key={key}>{text}</span>;
    return (
      <mark
        key={key}
        className={
          kind === "filled"
            ? "-mx-0.5 rounded-chip bg-accent-soft px-0.5 text-accent-text"
            : "-mx-0.5 rounded-chip bg-warn-soft px-0.5 text-warn-text"
        }
      >
        {text}
      </mark>
    );
  });
}

/** Whose it is, for people to read. */
export function scopeName(
  { scope, queueId }: Pick<QuickReplyView, "scope" | "queueId">,
  queues: readonly QueueView[],
  t: Translate,
): string {
  switch (scope) {
    case "mine":
      return t("writing.scopeMine");
    case "queue":
      return queues.find(({ id }) => id === queueId)?.name ?? t("writing.scopeQueue");
    case "everybody":
      return t("writing.scopeEverybody");
  }
}

function PeopleSuggestions(props: SuggestionsProps) {
  const t = useT();
  const me = useMe();
  const { agents } = useAgents();
  const colleagues = agents.filter(({ id }) => id !== me.id);
  const found = ranked(colleagues, props.trigger.typed, ({ name }) => ({ name, body: "" })).map(
    ({ id, name }): Found => ({
      id,
      name,
      icon: <Avatar name={name} size="small" />,
      text: `@${name} `,
      mentioned: { id, name },
    }),
  );
  return (
    <List
      {...props}
      label={t("writing.people")}
      emptyText={t("writing.noPerson")}
      found={found}
      footer={t("writing.mentionHint")}
    />
  );
}

function EmojiSuggestions(props: SuggestionsProps) {
  const t = useT();
  const found = ranked(EMOJI, props.trigger.typed, ({ names }) => ({ name: names, body: "" })).map(
    ({ character, names }): Found => ({
      id: String(character.codePointAt(0)),
      name: names.split(" ")[0] ?? "",
      icon: (
        <span aria-hidden="true" className="w-6 text-center text-16">
          {character}
        </span>
      ),
      text: `${character} `,
    }),
  );
  return (
    <List {...props} label={t("writing.emoji")} emptyText={t("writing.noEmoji")} found={found} />
  );
}

function ranked<T>(
  all: readonly T[],
  typed: string,
  textOf: (one: T) => { readonly name: string; readonly body: string },
): readonly T[] {
  return all
    .map((one) => ({ one, fit: fitOf(typed, textOf(one)) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit)
    .slice(0, SHOWN_MAX)
    .map(({ one }) => one);
}

export interface ListProps extends SuggestionsProps {
  readonly label: string;
  readonly emptyText: string;
  readonly found: readonly Found[];
  readonly footer?: ReactNode;
}

/** What was found, with the keys that the text hands on. */
export function List({ label, emptyText, found, footer, keysRef, onChoose, onShow }: ListProps) {
  const listId = useId();
  const [wanted, setWanted] = useState<string>();
  const active = found.find(({ id }) => id === wanted) ?? found[0];
  const activeId = active?.id;
  const choose = (one: Found, mod: boolean) => {
    if (mod && one.instead !== undefined) return onChoose({ ...one.instead, sends: false });
    const { text, mentioned, article, isWhole } = one;
    onChoose({
      text,
      ...(article === undefined ? {} : { article }),
      ...(mentioned === undefined ? {} : { mentioned }),
      // With a place in it that nobody filled it is never sent unseen.
      sends: mod && isWhole === true,
    });
  };
  const step = (by: 1 | -1) => {
    const at = found.findIndex(({ id }) => id === activeId);
    setWanted(found[(at + by + found.length) % found.length]?.id);
  };
  useImperativeHandle(keysRef, () => ({
    press(key, mod) {
      if (active === undefined) return false;
      switch (key) {
        case "ArrowDown":
          step(1);
          return true;
        case "ArrowUp":
          step(-1);
          return true;
        case "Enter":
          choose(active, mod);
          return true;
        case "Tab":
          choose(active, false);
          return true;
        default:
          return false;
      }
    },
  }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: told when what is shown changes
  useEffect(() => {
    onShow({ listId, ...(activeId === undefined ? {} : { activeId: optionId(listId, activeId) }) });
  }, [listId, activeId]);
  return (
    <SuggestionList
      id={listId}
      label={label}
      options={found}
      activeId={activeId}
      onActivate={setWanted}
      onChoose={(id) => {
        const chosen = found.find((one) => one.id === id);
        if (chosen !== undefined) choose(chosen, false);
      }}
      emptyText={emptyText}
      preview={active?.preview}
      footer={footer}
    />
  );
}

export function Key({ keys, text }: { readonly keys: readonly string[]; readonly text: string }) {
  return (
    <span className="flex items-center gap-1.5 max-[479px]:hidden">
      <Kbd keys={keys} />
      {text}
    </span>
  );
}
