import type { ConversationView } from "@circuito/protocol";
import { newId, putConversations } from "@circuito/realtime";
import { api } from "../api/client.ts";
import { type SkipReason, type TriageRegistration, triageApi } from "../api/triage.ts";
import { useT } from "../i18n/translate.ts";
import { nameOf } from "../verbs/name-of.ts";
import { latestEpoch } from "../verbs/perform.ts";
import { errorText } from "../verbs/problem-text.ts";
import { offerUndo } from "../verbs/undo.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { triageForms } from "./form-store.ts";
import type { TriageForm } from "./triage-form.ts";

interface OutcomesOf {
  readonly conversation: ConversationView;
  readonly form: TriageForm | undefined;
  readonly onNext: () => Promise<void>;
  readonly onTaken: (id: string) => Promise<void>;
}

export type Outcomes = ReturnType<typeof useOutcomes>;

/** Everything that may become of an item. Each leads to the next; what can be, is taken back for a while. */
export function useOutcomes({ conversation, form, onNext, onTaken }: OutcomesOf) {
  const t = useT();
  const workspace = useWorkspace();
  const { toasts, cache, agentId } = workspace;
  const { id } = conversation;
  const epoch = () => latestEpoch(workspace, conversation);
  const keep = (after: ConversationView) => cache.change((all) => putConversations(all, [after]));

  /** What was written is forgotten with the item, and is back with it. */
  async function goOn(
    text: string,
    form: TriageForm | undefined,
    takeBack?: () => Promise<unknown>,
  ): Promise<void> {
    triageForms.remove(agentId, id);
    if (takeBack === undefined) toasts.add({ text, tone: "ok" });
    else {
      const undo = async () => {
        try {
          await takeBack();
          if (form !== undefined) triageForms.put(agentId, id, form);
          await onTaken(id);
        } catch (error) {
          toasts.add({ text: errorText(error), tone: "danger" });
        }
      };
      offerUndo(toasts, id, {
        text,
        tone: "ok",
        action: { label: t("action.undo"), onAction: () => void undo() },
      });
    }
    await onNext();
  }

  /** What is refused is said, and the item stays with all that was written. */
  async function trying(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      toasts.add({ text: errorText(error), tone: "danger" });
    }
  }

  const name = nameOf(conversation);
  const reopen = async () => keep(await api.reopen(id));

  return {
    /** Throws the server's no: the form shows it where it is. */
    async direct(registration: TriageRegistration, area: string) {
      workspace.seen.leave(id);
      keep(await triageApi.direct(id, registration, epoch()));
      const recall = async () => keep(await triageApi.recall(id));
      await goOn(t("triage.done.directed", { name, area }), form, recall);
    },
    /** Throws, too: its dialog shows it. */
    async skip(reason: SkipReason, words: string) {
      keep(await triageApi.skip(id, reason, words, epoch()));
      await goOn(t("triage.done.skipped", { name }), undefined);
    },
    async answer(text: string, andThen: "resolve" | "wait") {
      await triageApi.answer(id, { text, clientId: newId(), andThen }, epoch());
      await goOn(t(`triage.done.${andThen}`, { name }), form, reopen);
    },
    dismiss: (because: "spam" | "wrong-contact" | "duplicate", ofId?: string) =>
      trying(async () => {
        keep(await triageApi.dismiss(id, because, epoch(), ofId));
        await goOn(t(`triage.done.${because}`, { name }), form, reopen);
      }),
  };
}
