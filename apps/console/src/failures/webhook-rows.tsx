import type { WebhookDeliveryView, WebhookFailureGroup } from "@circuito/protocol";
import { Button, Checkbox } from "@circuito/ui";
import { supervisionApi } from "../api/supervision.ts";
import { exactTime, listTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { attemptText, eventText } from "../webhooks/webhook-words.ts";
import { useNow } from "../workspace/use-now.ts";
import { CauseRows, type Choosable } from "./cause-rows.tsx";
import { useChosen } from "./use-chosen.ts";
import { usePages } from "./use-pages.ts";

interface WebhookRowsProps {
  readonly cause: Pick<WebhookFailureGroup, "webhookId" | "because" | "status">;
  /** Why nothing can be sent again now; absent: it can. */
  readonly offText: string | undefined;
  readonly onRedeliver: (ids: readonly string[]) => void;
}

/** Each of a cause: what it told, when it was given up, and those chosen to be sent again. */
export function WebhookRows({ cause, offText, onRedeliver }: WebhookRowsProps) {
  const t = useT();
  const rows = usePages(["webhooks", cause.webhookId, cause.because, cause.status], (cursor) =>
    supervisionApi.failedWebhooks(cause, cursor),
  );
  const chosen = useChosen(rows.items);
  return (
    <CauseRows
      rows={rows}
      chosen={chosen}
      row={(delivery, choosable) => <Row key={delivery.id} delivery={delivery} {...choosable} />}
      acts={
        <Button size="small" disabledReason={offText} onPress={() => onRedeliver([...chosen.ids])}>
          {t("failures.redeliver")}
        </Button>
      }
    />
  );
}

interface RowProps extends Choosable {
  readonly delivery: WebhookDeliveryView;
}

function Row({ delivery, isChosen, onChoose }: RowProps) {
  const t = useT();
  const now = useNow();
  const { event, attempts, last, createdAt, endedAt } = delivery;
  const name = eventText(event);
  const at = endedAt ?? createdAt;
  return (
    <li className="flex items-start gap-3 border-line-subtle border-b py-2 text-13 last:border-b-0">
      <Checkbox
        isSelected={isChosen}
        onChange={onChoose}
        aria-label={t("failures.choose", { name: `${name}, ${exactTime(createdAt)}` })}
      />
      <span className="flex min-w-0 grow flex-col gap-0.5">
        <span className="font-medium">{name}</span>
        <span className="text-12 tabular-nums text-fg-2">
          {[
            exactTime(createdAt),
            t("failures.known.attempts", { count: attempts }),
            ...(last === null ? [] : [attemptText(last)]),
          ].join(" · ")}
        </span>
      </span>
      <time dateTime={at} className="flex-none text-12 tabular-nums text-fg-3">
        {listTime(at, now)}
      </time>
    </li>
  );
}
