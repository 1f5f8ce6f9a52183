import type { AgentNowView, BoardTargets, BoardView } from "@circuito/protocol";
import { Banner } from "@circuito/ui";
import { useSearch } from "@tanstack/react-router";
import { Clock } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { duration } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { PANE_IDS } from "../workspace/panes.ts";
import { useMe } from "../workspace/workspace-context.ts";
import { AgentDrawer } from "./agent-drawer.tsx";
import { AgentGrid } from "./agent-grid.tsx";
import { AnnounceDialog } from "./announce-dialog.tsx";
import { AtRisk } from "./at-risk-section.tsx";
import { BoardHeader } from "./board-header.tsx";
import { readBoardSearch } from "./board-search.ts";
import { AGENTS_ID, AT_RISK_ID, FigureRow } from "./figure-row.tsx";
import { boardPart, figuresOf, minutesOf } from "./figures.ts";
import { NotYet } from "./not-yet.tsx";
import { NotYours } from "./not-yours.tsx";
import { QueueTiles } from "./queue-tiles.tsx";
import { Skips } from "./skips.tsx";
import { StuckHandOvers } from "./stuck-hand-overs.tsx";
import { TargetsDialog } from "./targets-dialog.tsx";
import { staleMs, useBoard, useBoardSettings, useMinutes, useServerSecond } from "./use-board.ts";
import { WallScreen } from "./wall-screen.tsx";

/** How things stand, second by second: what a supervisor works from. */
export function BoardScreen() {
  const { role } = useMe();
  return role === "agent" ? <NotYours /> : <Board />;
}

function Board() {
  const t = useT();
  const board = useBoard();
  const settings = useBoardSettings();
  const search = readBoardSearch(useSearch({ strict: false }) as Record<string, unknown>);
  const [dialog, setDialog] = useState<"announce" | "targets" | null>(null);
  useEffect(() => {
    document.title = `${t("nav.board")} · Circuito`;
  }, [t]);
  const targets = settings.data?.targets ?? NO_TARGETS;
  if (search.tv === 1) return <WallScreen board={board} targets={targets} search={search} />;
  return (
    <div id={PANE_IDS.list} tabIndex={-1} className="h-full overflow-y-auto bg-canvas outline-none">
      <div className="mx-auto flex max-w-[1800px] flex-col gap-6 p-4 min-[900px]:p-6">
        <BoardHeader
          search={search}
          queues={board?.queues ?? []}
          onAnnounce={() => setDialog("announce")}
          onTargets={() => setDialog("targets")}
        />
        {board === undefined ? (
          <NotYet />
        ) : (
          <Live board={board} targets={targets} search={search} />
        )}
      </div>
      {dialog === "announce" && (
        <AnnounceDialog queueId={search.queue} onClose={() => setDialog(null)} />
      )}
      {dialog === "targets" && settings.data !== undefined && (
        <TargetsDialog settings={settings.data} onClose={() => setDialog(null)} />
      )}
    </div>
  );
}

/** Until they are known nothing is judged. */
const NO_TARGETS: BoardTargets = {
  waiting: null,
  longestWaitSeconds: null,
  keptPercent: null,
  available: null,
  abandoned: null,
};

interface LiveProps {
  readonly board: BoardView;
  readonly targets: BoardTargets;
  readonly search: ReturnType<typeof readBoardSearch>;
}

function Live({ board, targets, search }: LiveProps) {
  const t = useT();
  const now = useServerSecond();
  const minutes = useMinutes().data ?? [];
  const [openAgent, setOpenAgent] = useState<string | null>(null);
  const part = boardPart(board, search);
  const stale = staleMs(board, now);
  const staleText = stale === undefined ? undefined : t("board.ago", { span: duration(stale) });
  const figures = figuresOf(part, targets, minutesOf(minutes, search, part.queues), now);
  const agent = part.agents.find(({ id }: AgentNowView) => id === openAgent);
  const atRisk = part.queues.map(({ id, broken, atRisk: soon }) => `${id}:${broken}:${soon}`);
  return (
    <>
      {staleText !== undefined && (
        <Banner tone="warn" icon={<Clock />}>
          {t("board.stale", { span: staleText })}
        </Banner>
      )}
      <FigureRow figures={figures} search={search} staleText={staleText} />
      <Section title={t("board.queues")}>
        <QueueTiles
          queues={part.queues}
          agents={part.agents}
          targets={targets}
          now={now}
          isStale={stale !== undefined}
        />
      </Section>
      <div className="grid items-start gap-6 min-[1300px]:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-6">
          <Section title={t("board.atRisk")} id={AT_RISK_ID}>
            <AtRisk queueId={search.queue} signature={atRisk.join()} />
          </Section>
          <StuckHandOvers />
          <Skips queueId={search.queue} />
        </div>
        <Section title={t("board.agents")} id={AGENTS_ID}>
          <AgentGrid agents={part.agents} onOpen={setOpenAgent} />
        </Section>
      </div>
      {agent !== undefined && <AgentDrawer agent={agent} onClose={() => setOpenAgent(null)} />}
    </>
  );
}

interface SectionProps {
  readonly title: string;
  readonly id?: string;
  readonly children: ReactNode;
}

function Section({ title, id, children }: SectionProps) {
  return (
    <section id={id} aria-label={title} className="flex min-w-0 scroll-mt-4 flex-col gap-3">
      <h2 className="text-14s">{title}</h2>
      {children}
    </section>
  );
}
