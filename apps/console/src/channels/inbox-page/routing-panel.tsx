import type { InboxRoutingView, InboxView } from "@circuito/protocol";
import { Button, Callout, RadioGroup, Select, Skeleton } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowRight } from "lucide-react";
import { useState } from "react";
import { useT } from "../../i18n/translate.ts";
import { useQueues } from "../../workspace/queries.ts";
import { useIsOnline, useWorkspace } from "../../workspace/workspace-context.ts";
import { channelErrorText } from "../channel-error.ts";
import { inboxApi } from "./inbox-api.ts";
import { isRoutingConflict, outcomeTexts, targetOf } from "./inbox-routing.ts";
import { Panel } from "./panel.tsx";
import { routingKey, useInboxRouting } from "./use-inbox-routing.ts";

/** The last step of every channel's wizard, and later: which queue the inbox's messages go to. */
export function RoutingPanel({ inbox }: { readonly inbox: InboxView }) {
  const t = useT();
  const routing = useInboxRouting(inbox.id);
  return (
    <Panel title={t("inboxRouting.title")}>
      {routing.isError && routing.data === undefined && (
        <>
          <Callout tone="danger">{channelErrorText(routing.error)}</Callout>
          <div>
            <Button size="small" onPress={() => void routing.refetch()}>
              {t("action.retry")}
            </Button>
          </div>
        </>
      )}
      {routing.isPending && <Skeleton className="h-28 w-full" />}
      {routing.data !== undefined && <Choice inbox={inbox} inForce={routing.data} />}
    </Panel>
  );
}

interface ChoiceProps {
  readonly inbox: InboxView;
  readonly inForce: InboxRoutingView;
}

interface Chosen {
  readonly way: "rules" | "queue" | "own";
  /** Of the way `queue`; null: none yet. */
  readonly queueId: string | null;
}

const chosenAs = (target: string): Chosen =>
  target === "rules" || target === "own"
    ? { way: target, queueId: null }
    : { way: "queue", queueId: target };

/** As it is in force until somebody chooses; what they chose stays when others publish meanwhile. */
function Choice({ inbox, inForce }: ChoiceProps) {
  const t = useT();
  const { queries, toasts } = useWorkspace();
  const isOnline = useIsOnline();
  const queues = useQueues().data ?? [];
  const now = targetOf(inForce);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const { way, queueId } = chosen ?? chosenAs(now);
  const [saving, setSaving] = useState<"published" | "drafted">();
  const [problem, setProblem] = useState<string | null>(null);

  const wanted = way === "queue" ? queueId : way;
  const isChanged = wanted !== null && wanted !== now && wanted !== "own";
  const preview = useQuery({
    // What it would do depends on the rules there are.
    queryKey: [...routingKey(inbox.id), inForce.inForce, wanted],
    queryFn: () => inboxApi.getInboxRouting(inbox.id, wanted ?? "in-force"),
    enabled: isChanged,
    retry: false,
  });
  const shown = isChanged ? preview.data : inForce;
  const nameOf = (id: string) =>
    queues.find((queue) => queue.id === id)?.name ?? t("inboxRouting.gone");

  function choose(part: Partial<Chosen>) {
    setChosen({ way, queueId, ...part });
    setProblem(null);
  }

  async function keep(how: "published" | "drafted") {
    if (!isChanged || saving !== undefined) return;
    setSaving(how);
    setProblem(null);
    try {
      const wish = { queueId: wanted === "rules" ? null : wanted, inForce: inForce.inForce };
      if (how === "published") {
        const note =
          wanted === "rules"
            ? t("inboxRouting.noteRules", { inbox: inbox.name })
            : t("inboxRouting.noteQueue", { inbox: inbox.name, queue: nameOf(wanted) });
        const kept = await inboxApi.setInboxRouting(inbox.id, { ...wish, note });
        queries.setQueryData([...routingKey(inbox.id), "in-force"], kept);
      } else {
        await inboxApi.draftInboxRouting(inbox.id, wish);
        // As it was in force: but there is a draft now.
        await queries.invalidateQueries({ queryKey: routingKey(inbox.id) });
      }
      setChosen(null);
      toasts.add({ text: t(`inboxRouting.${how}`), tone: "ok" });
    } catch (error) {
      const isOlder = isRoutingConflict(error);
      setProblem(isOlder ? t("inboxRouting.conflict") : channelErrorText(error));
      if (isOlder) await queries.invalidateQueries({ queryKey: routingKey(inbox.id) });
    } finally {
      setSaving(undefined);
    }
  }

  return (
    <div className="flex flex-col gap-4">
      <RadioGroup
        label={t("inboxRouting.choice")}
        isLabelHidden
        value={way}
        onChange={(to) => choose({ way: to })}
        options={[
          { id: "queue", label: t("inboxRouting.queue"), description: t("inboxRouting.queueText") },
          { id: "rules", label: t("inboxRouting.rules"), description: t("inboxRouting.rulesText") },
          ...(now === "own"
            ? [
                {
                  id: "own",
                  label: t("inboxRouting.own"),
                  description: t("inboxRouting.ownText"),
                } as const,
              ]
            : []),
        ]}
      />
      {way === "queue" && (
        <Select<string>
          label={t("inboxRouting.whichQueue")}
          placeholder={t("inboxRouting.chooseQueue")}
          value={queueId}
          onChange={(id) => choose({ queueId: id })}
          options={queues.map(({ id, name }) => ({ id, label: name }))}
          className="max-w-80"
        />
      )}
      <div role="status" className="flex flex-col gap-2 text-13 empty:hidden">
        {shown !== undefined && <Outcome routing={shown} nameOf={nameOf} isChanged={isChanged} />}
        {isChanged && preview.isPending && <Skeleton className="h-10 w-full" />}
        {isChanged && preview.isError && (
          <Callout tone="danger">{channelErrorText(preview.error)}</Callout>
        )}
        {problem !== null && <Callout tone="danger">{problem}</Callout>}
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {isChanged && (
          <>
            <Button
              variant="primary"
              isPending={saving === "published"}
              disabledReason={isOnline ? undefined : t("problem.needsConnection")}
              onPress={() => void keep("published")}
            >
              {t("inboxRouting.publish")}
            </Button>
            <Button
              isPending={saving === "drafted"}
              disabledReason={isOnline ? undefined : t("problem.needsConnection")}
              onPress={() => void keep("drafted")}
            >
              {t("inboxRouting.saveDraft")}
            </Button>
          </>
        )}
        <Link
          to="/settings/routing"
          className="ring-focus rounded-key text-13 font-medium text-accent-text hover:underline"
        >
          {t("inboxRouting.allRules")}
        </Link>
      </div>
    </div>
  );
}

interface OutcomeProps {
  readonly routing: InboxRoutingView;
  readonly nameOf: (queueId: string) => string;
  readonly isChanged: boolean;
}

/** The dry run's answer: where a first message goes, why, and what may come before. */
function Outcome({ routing, nameOf, isChanged }: OutcomeProps) {
  const t = useT();
  const { reason, more } = outcomeTexts(routing, isChanged, t);
  return (
    <>
      <p className="flex items-start gap-2">
        <ArrowRight aria-hidden="true" className="mt-0.5 size-4 flex-none text-accent-text" />
        <span>
          {t(isChanged ? "inboxRouting.wouldGoTo" : "inboxRouting.goesTo")}{" "}
          <strong className="font-semibold">{nameOf(routing.route.queueId)}</strong>
          {reason}
        </span>
      </p>
      {more.map((text) => (
        <p key={text} className="text-12 text-fg-2">
          {text}
        </p>
      ))}
    </>
  );
}
