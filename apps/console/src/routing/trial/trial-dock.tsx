import { IconButton, SkeletonRows, Tabs } from "@circuito/ui";
import { ChevronDown, ChevronUp, FlaskConical } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, Suspense, useId, useState } from "react";
import { useT } from "../../i18n/translate.ts";
import { part } from "../../shell/part.ts";
import type { Rule } from "../rule/rule-view.ts";
import type { RuleWorld } from "../rule/use-rule-names.ts";

/** Fetched when somebody tries something out. */
const MessageTrial = part(async () => ({
  default: (await import("./message-trial.tsx")).MessageTrial,
}));
const PastTrial = part(async () => ({ default: (await import("./past-trial.tsx")).PastTrial }));

/** CSS pixels. */
const HEIGHT = { min: 160, first: 340, step: 40 } as const;
/** What is above it has to stay usable. */
const HEIGHT_SHARE_MAX = 0.7;
const TABS = ["message", "past"] as const;

interface TrialDockProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly rules: readonly Rule[];
  readonly world: RuleWorld;
  readonly flush: () => Promise<boolean>;
  readonly onOpenRule: (id: string) => void;
}

/** "Testar", always at the bottom: one message, or what came lately. Its upper edge is dragged. */
export function TrialDock({ isOpen, onOpenChange, ...trial }: TrialDockProps) {
  const t = useT();
  const bodyId = useId();
  const [tab, setTab] = useState<(typeof TABS)[number]>("message");
  const [height, setHeight] = useState<number>(HEIGHT.first);
  const heightMax = () => Math.round(innerHeight * HEIGHT_SHARE_MAX);
  const resize = (wanted: number) =>
    setHeight(Math.min(heightMax(), Math.max(HEIGHT.min, Math.round(wanted))));

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    resize(height + (event.key === "ArrowUp" ? HEIGHT.step : -HEIGHT.step));
  }

  function onPointerDown(event: PointerEvent<HTMLElement>) {
    const handle = event.currentTarget;
    const [from, before] = [event.clientY, height];
    handle.setPointerCapture(event.pointerId);
    handle.onpointermove = (move) => resize(before + from - move.clientY);
    handle.onpointerup = () => {
      handle.onpointermove = null;
      handle.onpointerup = null;
    };
  }

  return (
    <section
      aria-label={t("routing.trial")}
      className="relative flex flex-none flex-col border-line border-t bg-surface"
    >
      {isOpen && (
        // biome-ignore lint/a11y/useSemanticElements: a rule that is dragged is a separator with a value
        <div
          role="separator"
          aria-orientation="horizontal"
          aria-label={t("routing.trial.resize")}
          aria-controls={bodyId}
          aria-valuenow={height}
          aria-valuemin={HEIGHT.min}
          aria-valuemax={heightMax()}
          tabIndex={0}
          onKeyDown={onKeyDown}
          onPointerDown={onPointerDown}
          className="ring-focus absolute inset-x-0 -top-1 hidden h-2 cursor-row-resize touch-none min-[900px]:block"
        />
      )}
      <div className="flex h-10 flex-none items-center gap-2 px-6">
        <FlaskConical aria-hidden="true" className="size-4 text-accent-text" />
        <h2 className="grow text-14s">{t("routing.trial")}</h2>
        <IconButton
          size="small"
          label={t(isOpen ? "routing.trial.close" : "routing.trial.open")}
          keys={["Ctrl", "Enter"]}
          icon={isOpen ? <ChevronDown /> : <ChevronUp />}
          aria-expanded={isOpen}
          onPress={() => onOpenChange(!isOpen)}
        />
      </div>
      {isOpen && (
        <div
          id={bodyId}
          style={{ "--dock": `${height}px` } as object}
          className="flex min-h-0 flex-col min-[900px]:h-(--dock)"
        >
          <Tabs
            label={t("routing.trial")}
            tabs={TABS.map((id) => ({ id, label: t(`routing.trial.tab.${id}`) }))}
            value={tab}
            onChange={setTab}
            className="min-h-0 grow"
          >
            <div className="min-h-0 grow overflow-y-auto px-6 py-4">
              <Suspense fallback={<SkeletonRows rows={2} label={t("routing.loading")} />}>
                {tab === "message" ? <MessageTrial {...trial} /> : <PastTrial {...trial} />}
              </Suspense>
            </div>
          </Tabs>
        </div>
      )}
    </section>
  );
}
