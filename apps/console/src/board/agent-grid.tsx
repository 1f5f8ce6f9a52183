import type { AgentNowView } from "@circuito/protocol";
import {
  Avatar,
  ChannelGlyph,
  Chip,
  EmptyState,
  Switch,
  Table,
  type TableColumn,
} from "@circuito/ui";
import { Unplug } from "lucide-react";
import { useMemo, useState } from "react";
import { duration, spanInWords } from "../i18n/format.ts";
import { channelGlyph, channelName } from "../i18n/labels.ts";
import { type Translate, useT } from "../i18n/translate.ts";
import { useNow } from "../workspace/use-now.ts";
import { agentState, agentStateText, byState, STATE_DOT, STATE_TONE } from "./agent-state.ts";
import { isHere } from "./figures.ts";

interface AgentGridProps {
  readonly agents: readonly AgentNowView[];
  readonly onOpen: (agentId: string) => void;
}

/** People: their state and since when, what they have, when they last did something. */
export function AgentGrid({ agents, onOpen }: AgentGridProps) {
  const t = useT();
  const now = useNow();
  const [isAll, setAll] = useState(false);
  const here = agents.filter(isHere);
  const columns = useMemo(() => columnsAt(t, now), [t, now]);
  return (
    <div className="flex flex-col gap-3">
      {here.length < agents.length && (
        <Switch isSelected={isAll} onChange={setAll}>
          {t("board.showOffline", { count: agents.length - here.length })}
        </Switch>
      )}
      <Table
        label={t("board.agents")}
        columns={columns}
        rows={byState(isAll ? agents : here)}
        nameOf={(agent) => `${agent.name}, ${agentStateText(agent)}`}
        onOpen={onOpen}
        emptyState={
          <EmptyState title={t(agents.length === 0 ? "board.noAgents" : "board.nobodyHere")} />
        }
      />
    </div>
  );
}

function columnsAt(t: Translate, now: number): readonly TableColumn<AgentNowView>[] {
  return [
    {
      id: "name",
      label: t("board.agent.name"),
      isRowHeader: true,
      cell: (agent) => (
        <span className="flex min-w-0 items-center gap-2">
          <Avatar name={agent.name} size="small" presence={STATE_DOT[agentState(agent)]} />
          <span className="truncate">{agent.name}</span>
        </span>
      ),
    },
    {
      id: "state",
      label: t("board.agent.state"),
      cell: (agent) => <StateCell agent={agent} now={now} />,
    },
    {
      id: "load",
      label: t("board.agent.load"),
      align: "end",
      cell: (agent) => <LoadCell agent={agent} />,
    },
    {
      id: "held",
      label: t("board.agent.held"),
      isSecondary: true,
      cell: (agent) => <HeldCell agent={agent} />,
    },
    {
      id: "active",
      label: t("board.agent.active"),
      isSecondary: true,
      align: "end",
      cell: ({ activeAt }) =>
        activeAt === null ? (
          <span className="text-fg-3">–</span>
        ) : (
          t("board.ago", { span: spanInWords(now - Date.parse(activeAt)) })
        ),
    },
  ];
}

function StateCell({ agent, now }: { readonly agent: AgentNowView; readonly now: number }) {
  const state = agentState(agent);
  const since = duration(Math.max(0, now - Date.parse(agent.wantedSince)));
  const text = agentStateText(agent);
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      {state === "disconnected" ? (
        <Chip tone={STATE_TONE[state]} icon={<Unplug />}>
          {text}
        </Chip>
      ) : (
        <>
          <span>{text}</span>
          <span className="text-12 text-fg-3 tabular-nums">{since}</span>
        </>
      )}
    </span>
  );
}

/** A bar says at a glance who is full; the numbers say the same. */
function LoadCell({ agent: { load, capacity } }: { readonly agent: AgentNowView }) {
  const share = capacity === 0 ? 0 : Math.min(1, load / capacity);
  return (
    <span className="inline-flex items-center justify-end gap-2">
      <span aria-hidden="true" className="h-1 w-12 overflow-hidden rounded-full bg-muted">
        <span className="block h-full bg-line-control" style={{ width: `${share * 100}%` }} />
      </span>
      <span className="min-w-10 tabular-nums">
        {load}/{capacity}
      </span>
    </span>
  );
}

function HeldCell({ agent: { held } }: { readonly agent: AgentNowView }) {
  const channels = Object.entries(held).sort(([, a], [, b]) => b - a);
  if (channels.length === 0) return <span className="text-fg-3">–</span>;
  return (
    <span className="flex gap-3">
      {channels.map(([channel, count]) => (
        <span key={channel} className="inline-flex items-center gap-1 tabular-nums">
          <ChannelGlyph channel={channelGlyph(channel)} label={channelName(channel)} />
          {count}
        </span>
      ))}
    </span>
  );
}
