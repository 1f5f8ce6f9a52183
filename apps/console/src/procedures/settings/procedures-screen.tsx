import type { ListedProcedure } from "@circuito/protocol";
import { Button, EmptyState, SegmentedControl, Table, type TableColumn } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { ListChecks, Plus } from "lucide-react";
import { useState } from "react";
import { currentLocale, useT } from "../../i18n/translate.ts";
import { Loaded } from "../../settings/loaded.tsx";
import { SettingsPage } from "../../settings/settings-page.tsx";
import { useMe } from "../../workspace/workspace-context.ts";
import { ProcedureState, stateOf } from "./procedure-state.tsx";
import { proceduresApi } from "./procedures-api.ts";
import { SAMPLE_IDS } from "./sample-procedures.ts";
import { useOfferedText } from "./use-offered-text.ts";

const FILTERS = ["all", "draft", "published", "archived"] as const;
type Filter = (typeof FILTERS)[number];

/** Procedures as they are written: what is offered, where, and how often it was begun. */
export function ProceduresScreen() {
  const t = useT();
  const me = useMe();
  const router = useRouter();
  const [filter, setFilter] = useState<Filter>("all");
  const query = useProcedures();
  const offeredText = useOfferedText();
  const add = me.role === "admin" && (
    <Button
      variant="primary"
      icon={<Plus />}
      onPress={() => void router.navigate({ href: "/settings/procedures/new" })}
    >
      {t("procedures.add")}
    </Button>
  );
  return (
    <SettingsPage
      title={t("procedures.section")}
      intro={t("procedures.intro")}
      openTo="supervisor"
      width="full"
      actions={add}
    >
      <Loaded query={query} label={t("procedures.loading")}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState icon={<ListChecks />} title={t("procedures.empty")} action={add}>
              {t("procedures.emptyText")}
              {me.role === "admin" && <Samples />}
            </EmptyState>
          ) : (
            <div className="flex flex-col items-start gap-4">
              <SegmentedControl
                label={t("procedures.state")}
                value={filter}
                onChange={setFilter}
                segments={FILTERS.map((id) => ({ id, label: t(`procedures.filter.${id}`) }))}
              />
              <Table
                label={t("procedures.section")}
                className="w-full"
                columns={columnsFor(t, offeredText)}
                rows={all.filter((one) => filter === "all" || stateOf(one) === filter)}
                nameOf={({ name }) => name}
                onOpen={(id) => void router.navigate({ href: `/settings/procedures/${id}` })}
                emptyState={<EmptyState title={t("procedures.noneInState")} />}
              />
            </div>
          )
        }
      </Loaded>
    </SettingsPage>
  );
}

/** Whole ones to begin with. */
function Samples() {
  const t = useT();
  const router = useRouter();
  return (
    <span className="mt-4 flex flex-col items-center gap-2">
      <span className="text-12 font-medium">{t("procedures.samples")}</span>
      <span className="flex flex-wrap justify-center gap-2">
        {SAMPLE_IDS.map((sample) => (
          <Button
            key={sample}
            size="small"
            onPress={() =>
              void router.navigate({ href: `/settings/procedures/new?sample=${sample}` })
            }
          >
            {t(`procedures.sample.${sample}-name`)}
          </Button>
        ))}
      </span>
    </span>
  );
}

export function useProcedures() {
  return useQuery({ queryKey: ["procedures"], queryFn: proceduresApi.list });
}

function columnsFor(
  t: ReturnType<typeof useT>,
  offeredText: ReturnType<typeof useOfferedText>,
): readonly TableColumn<ListedProcedure>[] {
  const number = new Intl.NumberFormat(currentLocale());
  return [
    {
      id: "name",
      label: t("procedures.name"),
      isRowHeader: true,
      cell: ({ name, draft }) => (
        <span className="flex min-w-0 flex-col py-1.5">
          <span className="font-medium wrap-anywhere">{name}</span>
          {draft.department !== "" && <span className="text-12 text-fg-2">{draft.department}</span>}
        </span>
      ),
    },
    {
      id: "state",
      label: t("procedures.state"),
      cell: (procedure) => <ProcedureState procedure={procedure} />,
    },
    {
      id: "where",
      label: t("procedures.offered"),
      isSecondary: true,
      cell: ({ draft }) => <span className="wrap-anywhere text-fg-2">{offeredText(draft)}</span>,
    },
    {
      id: "steps",
      label: t("procedures.stepsHead"),
      align: "end",
      isSecondary: true,
      cell: ({ draft }) => number.format(draft.steps.length),
    },
    {
      id: "runs",
      label: t("procedures.runsHead"),
      align: "end",
      cell: ({ runs }) => number.format(runs),
    },
  ];
}
