import { SkeletonRows } from "@circuito/ui";
import { Suspense } from "react";
import { learn, useT } from "../i18n/translate.ts";
import { fetchProcedures } from "../procedures/run/procedure-parts.ts";
import { part, prefetch } from "../shell/part.ts";
import { PANE_IDS } from "../workspace/panes.ts";

const load = async () =>
  (await Promise.all([import("./context-sections.tsx"), learn("timeline")]))[0];
const ContextSections = part(async () => ({ default: (await load()).ContextSections }));

/** Called when the first screen stands. */
export function fetchContext(): void {
  prefetch(load, () => import("./hand-over-card.tsx"));
  fetchProcedures();
}

export interface ContextProps {
  readonly conversationId: string;
}

/** Who writes and what about: the column at the right from 1280 px. */
export function ContextPane({ conversationId }: ContextProps) {
  const t = useT();
  return (
    <aside
      id={PANE_IDS.context}
      tabIndex={-1}
      aria-label={t("context.label")}
      className="min-h-0 overflow-y-auto border-line-subtle border-l bg-surface outline-none"
    >
      <Sections conversationId={conversationId} />
    </aside>
  );
}

/** The same wherever it stands. */
export function Sections(props: ContextProps) {
  const t = useT();
  return (
    <Suspense fallback={<SkeletonRows rows={4} label={t("context.label")} />}>
      <ContextSections {...props} />
    </Suspense>
  );
}
