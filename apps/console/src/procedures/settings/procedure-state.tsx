import type { ProcedureView } from "@circuito/protocol";
import { Chip } from "@circuito/ui";
import { useT } from "../../i18n/translate.ts";

type State = Pick<ProcedureView, "published" | "isArchived" | "isChanged">;

export const stateOf = ({ published, isArchived }: State) =>
  isArchived ? "archived" : published === null ? "draft" : "published";

const TONES = { archived: "neutral", draft: "warn", published: "ok" } as const;

/** Whether it is offered, in which version, and whether its draft says something else. */
export function ProcedureState({ procedure }: { readonly procedure: State }) {
  const t = useT();
  const state = stateOf(procedure);
  const { published: version, isChanged, isArchived } = procedure;
  return (
    <span className="flex flex-wrap gap-1">
      <Chip tone={TONES[state]}>
        {state === "published"
          ? t("procedures.stateVersion", { version })
          : t(`procedures.state.${state}`)}
      </Chip>
      {isChanged && !isArchived && <Chip tone="warn">{t("procedures.changed")}</Chip>}
    </span>
  );
}
