import type { SlaPolicyView } from "@circuito/protocol";
import { Button, Chip, EmptyState, Menu, Table, type TableColumn } from "@circuito/ui";
import { useRouter } from "@tanstack/react-router";
import { Plus, Timer } from "lucide-react";
import { duration } from "../i18n/format.ts";
import { measureName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { Loaded } from "../settings/loaded.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import { TEMPLATES } from "./policy-form.ts";
import { usePolicies } from "./sla-api.ts";

/** Prazos: what is promised to whom, and whether anybody is promised it. */
export function PoliciesScreen() {
  const t = useT();
  const router = useRouter();
  const policies = usePolicies();
  const open = (href: string) => void router.navigate({ href: `/settings/sla/${href}` });
  const add = (
    <Menu
      label={t("sla.add")}
      entries={TEMPLATES.map((id) => ({
        kind: "item",
        id,
        label: t(`sla.template.${id}`),
        description: t(`sla.templateText.${id}`),
      }))}
      onAction={(template) => open(`new?template=${template}`)}
      trigger={
        <Button variant="primary" icon={<Plus />}>
          {t("sla.add")}
        </Button>
      }
    />
  );
  const columns: readonly TableColumn<SlaPolicyView>[] = [
    {
      id: "name",
      label: t("sla.name"),
      isRowHeader: true,
      cell: ({ name, isDefault }) => (
        <span className="flex flex-wrap items-center gap-2">
          <span className="wrap-anywhere">{name}</span>
          {isDefault && <Chip tone="info">{t("sla.default")}</Chip>}
        </span>
      ),
    },
    {
      id: "targets",
      label: t("sla.targets"),
      isSecondary: true,
      cell: ({ targets }) => (
        <span className="line-clamp-2 text-fg-2">
          {targets
            .filter(({ level }) => level === null)
            .map(({ measure, withinMs }) => `${measureName(measure)} ${duration(withinMs)}`)
            .join(" · ") || t("sla.noTargets")}
        </span>
      ),
    },
    {
      id: "promised",
      label: t("sla.promisedLately"),
      align: "end",
      cell: (policy) =>
        isIdle(policy) ? <Chip tone="warn">{t("sla.matchesNobody")}</Chip> : policy.promisedLately,
    },
  ];
  return (
    <SettingsPage title={t("sla.title")} intro={t("sla.intro")} actions={add}>
      <Loaded query={policies} label={t("sla.loading")}>
        {(items) => (
          <Table
            label={t("sla.title")}
            columns={columns}
            rows={items}
            nameOf={({ name }) => name}
            onOpen={open}
            emptyState={
              <EmptyState icon={<Timer />} title={t("sla.none")} action={add}>
                {t("sla.noneText")}
              </EmptyState>
            }
          />
        )}
      </Loaded>
    </SettingsPage>
  );
}

/** Nobody gets it: it is not the default one, and no rule in force gives it. */
export const isIdle = ({ isDefault, namedByRules, promisedLately }: SlaPolicyView): boolean =>
  !isDefault && !namedByRules && promisedLately === 0;
