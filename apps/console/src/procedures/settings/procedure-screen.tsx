import { newId } from "@circuito/realtime";
import { EmptyState } from "@circuito/ui";
import { useParams, useRouter, useSearch } from "@tanstack/react-router";
import { SearchX } from "lucide-react";
import { useEffect, useMemo } from "react";
import { useT } from "../../i18n/translate.ts";
import { Loaded } from "../../settings/loaded.tsx";
import { SettingsPage } from "../../settings/settings-page.tsx";
import { useMe } from "../../workspace/workspace-context.ts";
import { emptyProcedure } from "./procedure-edit.ts";
import { ProcedureEditor } from "./procedure-editor.tsx";
import { ProcedureFigures } from "./procedure-figures.tsx";
import { ProcedurePreview } from "./procedure-preview.tsx";
import { useProcedures } from "./procedures-screen.tsx";
import { SAMPLE_IDS, sampleProcedure } from "./sample-procedures.ts";

/** One procedure, or one that is being written: admins write it, supervisors see it and its figures. */
export function ProcedureScreen() {
  const t = useT();
  const me = useMe();
  const { procedureId = "new" } = useParams({ strict: false }) as { procedureId?: string };
  const router = useRouter();
  const isNew = procedureId === "new";
  const { sample } = useSearch({ strict: false }) as { readonly sample?: unknown };
  // One and the same for as long as it is written: a draft is compared with it.
  const begun = useMemo(() => {
    const known = SAMPLE_IDS.find((one) => one === sample);
    return known === undefined ? emptyProcedure() : sampleProcedure(known, t);
  }, [sample, t]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each that is being written has another
  const freshId = useMemo(newId, [procedureId]);
  const id = isNew ? freshId : procedureId;
  const query = useProcedures();
  const found = query.data?.find((one) => one.id === id);
  const isKept = isNew && found !== undefined;
  // Once it is there it has an address of its own; whoever writes it writes on.
  useEffect(() => {
    if (!isKept) return;
    const href = `/settings/procedures/${id}`;
    void router.navigate({ href, replace: true, ignoreBlocker: true });
  }, [router, id, isKept]);
  const isWriter = me.role === "admin";
  const title = found?.name ?? t(isNew ? "procedures.new" : "procedures.section");
  if (isWriter && (isNew || found !== undefined)) {
    return (
      <ProcedureEditor
        key={id}
        title={title}
        id={id}
        saved={found ?? null}
        content={found?.draft ?? begun}
      />
    );
  }
  return (
    <SettingsPage title={title} openTo="supervisor" back="/settings/procedures">
      <Loaded query={query} label={t("procedures.loading")}>
        {() =>
          found === undefined ? (
            <EmptyState icon={<SearchX />} title={t("refusal.gone")} />
          ) : (
            <div className="flex flex-col gap-6">
              <ProcedureFigures procedure={found} />
              <div className="max-w-96">
                <ProcedurePreview content={found.draft} />
              </div>
            </div>
          )
        }
      </Loaded>
    </SettingsPage>
  );
}
