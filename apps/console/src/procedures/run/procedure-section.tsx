import type { ConversationView, RunView } from "@circuito/protocol";
import { useEffect, useRef } from "react";
import { useStore } from "zustand";
import { ContextDisclosure } from "../../conversation/context-disclosure.tsx";
import { useT } from "../../i18n/translate.ts";
import { errorText } from "../../verbs/problem-text.ts";
import { draftKey } from "../../workspace/drafts.ts";
import { focusPane, PANE_IDS } from "../../workspace/panes.ts";
import { useAgents } from "../../workspace/queries.ts";
import { useIsOnline, useMe, useWorkspace } from "../../workspace/workspace-context.ts";
import { putInReply } from "../../writing/put-in-reply.ts";
import { useReplyFacts } from "../../writing/use-reply-facts.ts";
import { FittingProcedures } from "./fitting-procedures.tsx";
import { focusStep } from "./go-to-procedures.ts";
import { PastRuns } from "./past-runs.tsx";
import { RunCard } from "./run-card.tsx";
import { useConversationProcedures } from "./use-conversation-procedures.ts";
import { useRunActs } from "./use-run-acts.ts";

/** Procedures beside a conversation: the one that runs, or those that fit, and those that ran. */
export function ProcedureSection({ conversation }: { readonly conversation: ConversationView }) {
  const t = useT();
  const { toasts } = useWorkspace();
  const query = useConversationProcedures(conversation);
  const acts = useRunActs(conversation);
  const nameOf = useAgentNames();
  const disabledReason = useWhyNot(conversation);
  const box = useRef<HTMLDivElement>(null);
  const inner = useRef<HTMLDivElement>(null);
  const { fitting = [], runs = [] } = query.data ?? {};
  const running = runs.find(({ state }) => state === "running");
  const past = runs.filter(({ state }) => state !== "running");
  const isOver = conversation.status === "resolved" || conversation.status === "closed";
  const offered = running === undefined && !isOver ? fitting : [];
  const isEmpty = offered.length + runs.length === 0;

  /** Whoever comes by the key goes on to what can be done. */
  function goOn() {
    if (query.isPending) return;
    if (!isEmpty) {
      focusStep(inner.current);
      return;
    }
    focusPane("thread");
    toasts.add({ text: query.isError ? errorText(query.error) : t("procedures.noneFit") });
  }

  useEffect(() => {
    const here = box.current;
    if (here === null) return;
    here.addEventListener("focus", goOn);
    // They may have come before the answer did.
    if (document.activeElement === here) goOn();
    return () => here.removeEventListener("focus", goOn);
  });

  /** What was pressed is gone: focus goes to what can be pressed next. */
  async function keepingFocus(act: Promise<boolean>): Promise<boolean> {
    const pressed = document.activeElement;
    const isDone = await act;
    let frames = 0;
    // What was pressed may be drawn for some frames more, on a busy machine for many.
    const look = () => {
      const at = document.activeElement;
      if (at === document.body) return focusStep(inner.current);
      frames += 1;
      if (at === pressed && frames < GONE_FRAMES_MAX) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    return isDone;
  }

  return (
    <div ref={box} id={PANE_IDS.procedures} tabIndex={-1} className="outline-none">
      {!isEmpty && (
        <ContextDisclosure id="procedures" title={t("procedures.section")}>
          <div ref={inner} tabIndex={-1} className="flex flex-col gap-3 outline-none">
            {running !== undefined && (
              <Running
                key={running.id}
                run={running}
                conversation={conversation}
                disabledReason={disabledReason}
                nameOf={nameOf}
                onTake={(key, answer) => keepingFocus(acts.take(running, key, answer))}
                onGiveUp={(reason) => keepingFocus(acts.giveUp(running, reason))}
              />
            )}
            {offered.length > 0 && (
              <FittingProcedures
                fitting={offered}
                disabledReason={disabledReason}
                onStart={(id) => keepingFocus(acts.start(id))}
              />
            )}
            <PastRuns runs={past} nameOf={nameOf} />
          </div>
        </ContextDisclosure>
      )}
    </div>
  );
}

/** About two seconds: what is still there then has stayed. */
const GONE_FRAMES_MAX = 120;

/** Why procedures of a conversation cannot be gone on with now, in words. */
function useWhyNot({ status, assignee }: ConversationView): string | undefined {
  const t = useT();
  const me = useMe();
  const isOnline = useIsOnline();
  if (status === "resolved" || status === "closed") return t("procedures.whyNot.over");
  if (assignee !== null && assignee.id !== me.id && me.role === "agent") {
    return t("procedures.whyNot.others", { name: assignee.name });
  }
  return isOnline ? undefined : t("problem.needsConnection");
}

function useAgentNames() {
  const t = useT();
  const { agents } = useAgents();
  return (id: string | null) => agents.find((agent) => agent.id === id)?.name ?? t("person.system");
}

interface RunningProps
  extends Pick<Parameters<typeof RunCard>[0], "nameOf" | "onTake" | "onGiveUp"> {
  readonly run: RunView;
  readonly conversation: ConversationView;
  readonly disabledReason: string | undefined;
}

function Running({ conversation, disabledReason, ...rest }: RunningProps) {
  const workspace = useWorkspace();
  const facts = useReplyFacts(conversation);
  const key = draftKey(conversation.id, "reply");
  const written = useStore(workspace.drafts.store, (drafts) => drafts[key]?.text ?? "");
  return (
    <RunCard
      {...rest}
      facts={facts}
      disabledReason={disabledReason}
      isInReply={(words) => written.includes(words)}
      onPutInReply={(words) => putInReply(workspace, conversation, words)}
    />
  );
}
