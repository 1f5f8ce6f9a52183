import type { ConversationView, ReplyDraft } from "@circuito/protocol";
import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { isMailLike } from "../mail/is-mail.ts";
import { useCache } from "../workspace/workspace-context.ts";
import { isDeliverable } from "./mail-recipients.ts";
import { type Addressee, reachable } from "./reachable.ts";
import type { useDraft } from "./use-draft.ts";

/** Subject and people of a reply by mail: as proposed until somebody chooses otherwise. */
export interface MailDraft {
  readonly to: readonly Addressee[];
  readonly cc: readonly Addressee[];
  readonly subject: string;
  /** What the writer should know of the people it goes to, and of those it would not. */
  readonly notes: readonly ReplyNote[];
  /** Neither proposed nor chosen yet: the server will decide. */
  readonly isKnown: boolean;
  /** Why it cannot be sent to these people. */
  readonly problem: "nobody" | "invalid" | null;
  /** What will stand below the words; null: there is none. */
  readonly signature: string | null;
  /** Whether it will. */
  readonly isSigned: boolean;
  readonly choose: (part: {
    readonly to?: readonly Addressee[];
    readonly cc?: readonly Addressee[];
    readonly subject?: string;
    readonly isSigned?: boolean;
  }) => void;
}

export interface ReplyNote {
  readonly code: string;
  readonly address?: string;
}

const NO_NOTES: readonly ReplyNote[] = [];
const NOBODY: readonly Addressee[] = [];

export function useMailDraft(
  conversation: ConversationView,
  draft: ReturnType<typeof useDraft>,
): MailDraft {
  const isMail = isMailLike(conversation.channel);
  // Whoever wrote last may have brought others along.
  const lastMail = useCache((cache) =>
    cache.threads.get(conversation.id)?.messages.findLast((message) => message.mail !== null),
  );
  const proposal = useQuery({
    queryKey: ["reply-draft", conversation.id, lastMail?.seq],
    queryFn: () => api.replyDraft(conversation.id),
    enabled: isMail,
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
  const chosen = draft.mail;
  const to = people(chosen?.to) ?? (proposal === undefined ? NOBODY : reachable(proposal.to));
  const cc = people(chosen?.cc) ?? (proposal === undefined ? NOBODY : reachable(proposal.cc));
  const isKnown = proposal !== undefined || chosen?.to !== undefined;
  const isInvalid = [...to, ...cc].some((person) => !isDeliverable(person));
  return {
    to,
    cc,
    subject: chosen?.subject ?? proposal?.subject ?? conversation.subject ?? "",
    notes: proposal === undefined ? NO_NOTES : notesOf(proposal, [...to, ...cc]),
    isKnown,
    problem: !isMail || !isKnown ? null : to.length === 0 ? "nobody" : isInvalid ? "invalid" : null,
    signature: proposal?.signature ?? null,
    isSigned: chosen?.isSigned ?? true,
    choose: (part) =>
      draft.change({
        mail: {
          ...chosen,
          ...(part.to === undefined ? {} : { to: [...part.to] }),
          ...(part.cc === undefined ? {} : { cc: [...part.cc] }),
          ...(part.subject === undefined ? {} : { subject: part.subject }),
          ...(part.isSigned === undefined ? {} : { isSigned: part.isSigned }),
        },
      }),
  };
}

function people(
  chosen: readonly { readonly name?: string | undefined; readonly address: string }[] | undefined,
): readonly Addressee[] | undefined {
  return chosen?.map(({ name = "", address }) => ({ name, address }));
}

/** Each with whom it is about; of those who were taken out or put in by hand, only what still holds. */
function notesOf(proposal: ReplyDraft, now: readonly Addressee[]): readonly ReplyNote[] {
  const isIn = new Set(now.map(({ address }) => address.toLowerCase()));
  const told = new Set<string>();
  const of = (address: string | null, code: string | null, wanted: boolean): ReplyNote[] => {
    if (code === null || address === null) return [];
    told.add(code);
    return isIn.has(address.toLowerCase()) === wanted ? [{ address, code }] : [];
  };
  const warned = [...proposal.to, ...proposal.cc].flatMap((person) =>
    of(person.address, person.warning, true),
  );
  const left = proposal.leftOut.flatMap((person) => of(person.address, person.because, false));
  const shown = left.filter(({ code }) => code !== "own-address");
  // Those that are about nobody in particular.
  const rest = proposal.notes.filter((code) => !told.has(code)).map((code) => ({ code }));
  return [...warned, ...shown, ...rest];
}
