import { Button, ComboBox, Select, Switch } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { namesUnder, useT } from "../i18n/translate.ts";
import { useMe } from "../workspace/workspace-context.ts";
import {
  AUDIT_ORIGINS,
  AUDIT_PERIOD_USUAL,
  AUDIT_PERIODS,
  type AuditSearch,
} from "./audit-search.ts";
import { actionText, objectText, periodText } from "./audit-words.ts";
import { installationApi } from "./installation-api.ts";
import { useAgentList } from "./use-names.ts";

interface AuditFiltersProps {
  readonly search: AuditSearch;
  /** How somebody is called who is in no list any more. */
  readonly actorName: (id: string) => string | undefined;
  readonly onChange: (change: AuditChange) => void;
}

export type AuditChange = { readonly [Name in keyof AuditSearch]: AuditSearch[Name] | undefined };

const ANY = "";

/** By whom, by what way, what, when, and on what: all of it is in the address. */
export function AuditFilters({ search, actorName, onChange }: AuditFiltersProps) {
  const t = useT();
  const actors = useActors(search.who, actorName);
  const actions = namesUnder("audit.action.")
    .map((id) => ({ id, label: actionText(t, id) }))
    .sort((one, other) => one.label.localeCompare(other.label));
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end gap-3">
        <ComboBox
          label={t("audit.who")}
          className="w-52"
          placeholder={t("audit.anybody")}
          emptyText={t("audit.noneCalledSo")}
          value={search.who ?? null}
          options={actors}
          onChange={(who) => onChange({ who: who ?? undefined })}
        />
        <ComboBox
          label={t("audit.what")}
          className="w-64"
          placeholder={t("audit.everyAction")}
          emptyText={t("audit.noneCalledSo")}
          value={search.action ?? null}
          options={actions}
          onChange={(action) => onChange({ action: action ?? undefined })}
        />
        <Select
          label={t("audit.period")}
          className="w-44"
          placeholder=""
          value={search.days ?? AUDIT_PERIOD_USUAL}
          options={AUDIT_PERIODS.map((id) => ({ id, label: periodText(t, id) }))}
          onChange={(days) => onChange({ days })}
        />
        <Select
          label={t("audit.from")}
          className="w-44"
          placeholder=""
          value={search.origin ?? ANY}
          options={[
            { id: ANY, label: t("audit.anyOrigin") },
            ...AUDIT_ORIGINS.map((id) => ({ id, label: t(`audit.kind.${id}`) })),
          ]}
          onChange={(origin) => onChange({ origin: origin === ANY ? undefined : origin })}
        />
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Switch
          isSelected={search.sensitive === true}
          onChange={(isOn) => onChange({ sensitive: isOn ? true : undefined })}
        >
          {t("audit.sensitiveOnly")}
        </Switch>
        {search.object !== undefined && (
          <Button
            size="small"
            iconEnd={<X />}
            aria-label={t("audit.notOnlyObject")}
            onPress={() => onChange({ object: undefined })}
          >
            {t("audit.onlyObject", {
              object: objectText(t, { object: search.object, objectName: null }),
            })}
          </Button>
        )}
      </div>
    </div>
  );
}

/** People and programs; who is asked for stays among them, though they may have left. */
function useActors(asked: string | undefined, actorName: (id: string) => string | undefined) {
  const me = useMe();
  const agents = useAgentList();
  const keys = useQuery({
    queryKey: ["api-keys"],
    queryFn: installationApi.listApiKeys,
    enabled: me.role === "admin",
  });
  const known = [...(agents.data ?? []), ...(keys.data ?? [])].map(({ id, name }) => ({
    id,
    label: name,
  }));
  if (asked === undefined || known.some(({ id }) => id === asked)) return known;
  return [{ id: asked, label: actorName(asked) ?? `…${asked.slice(-6)}` }, ...known];
}
