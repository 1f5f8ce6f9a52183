import type { ConversationProcedures } from "@circuito/protocol";
import { Button } from "@circuito/ui";
import { Play } from "lucide-react";
import { useState } from "react";
import type { MessageId } from "../../i18n/translate.ts";
import { useT } from "../../i18n/translate.ts";

type Fitting = ConversationProcedures["fitting"][number];

interface FittingProceduresProps {
  readonly fitting: readonly Fitting[];
  readonly disabledReason?: string | undefined;
  readonly onStart: (id: string) => Promise<boolean>;
}

/** More than these are asked for. */
const SHOWN_MAX = 3;

const REASONS: Readonly<Record<Fitting["because"], MessageId>> = {
  category: "procedures.because.category",
  queue: "procedures.because.queue",
  level: "procedures.because.level",
  everywhere: "procedures.because.everywhere",
};

/** What may be begun here, the nearest reason first. */
export function FittingProcedures({ fitting, disabledReason, onStart }: FittingProceduresProps) {
  const t = useT();
  const [showsAll, setShowsAll] = useState(false);
  const [startingId, setStartingId] = useState<string>();
  const shown = showsAll ? fitting : fitting.slice(0, SHOWN_MAX);
  return (
    <div className="flex flex-col gap-2">
      <ul className="flex flex-col gap-2">
        {shown.map(({ id, name, department, purpose, steps, because }) => (
          <li
            key={id}
            className="flex flex-col gap-1.5 rounded-pane border border-line px-3 py-2.5"
          >
            <span className="font-medium break-words">{name}</span>
            {purpose !== "" && (
              <span className="line-clamp-2 text-12 break-words text-fg-2">{purpose}</span>
            )}
            <span className="text-12 text-fg-3">
              {[t(REASONS[because]), department, t("procedures.steps", { count: steps })]
                .filter(Boolean)
                .join(" · ")}
            </span>
            <Button
              size="small"
              icon={<Play />}
              className="mt-0.5 self-start"
              aria-label={t("procedures.startNamed", { name })}
              isPending={startingId === id}
              disabledReason={disabledReason}
              onPress={async () => {
                setStartingId(id);
                await onStart(id);
                setStartingId(undefined);
              }}
            >
              {t("procedures.start")}
            </Button>
          </li>
        ))}
      </ul>
      {disabledReason !== undefined && <p className="text-12 text-fg-2">{disabledReason}</p>}
      {fitting.length > SHOWN_MAX && !showsAll && (
        <Button
          size="small"
          variant="ghost"
          className="-ml-2 self-start"
          onPress={() => setShowsAll(true)}
        >
          {t("procedures.showAll", { count: fitting.length })}
        </Button>
      )}
    </div>
  );
}
