import type { WebhookView, WholeWebhookDeliveryView } from "@circuito/protocol";
import { Button, Chip, Drawer, FactList, Timeline } from "@circuito/ui";
import { RotateCw } from "lucide-react";
import { useState } from "react";
import { exactTime, futureTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { adminErrorText } from "../settings/admin-error.ts";
import { Loaded } from "../settings/loaded.tsx";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { CodeBlock } from "./code-block.tsx";
import {
  attemptText,
  deliveryChip,
  eventText,
  isAboutSignature,
  readable,
} from "./webhook-words.ts";
import { useDelivery, webhooksApi } from "./webhooks-api.ts";

interface DeliveryDrawerProps {
  readonly webhook: WebhookView;
  /** Absent: it is closed. */
  readonly deliveryId: string | undefined;
  readonly onClose: () => void;
}

/** One delivery, beside the log it is from. */
export function DeliveryDrawer({ webhook, deliveryId, onClose }: DeliveryDrawerProps) {
  const t = useT();
  return (
    <Drawer
      isOpen={deliveryId !== undefined}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t("webhooks.deliveryTitle")}
      closeLabel={t("action.close")}
    >
      {deliveryId !== undefined && <Detail webhook={webhook} deliveryId={deliveryId} />}
    </Drawer>
  );
}

function Detail({ webhook, deliveryId }: { webhook: WebhookView; deliveryId: string }) {
  const t = useT();
  const delivery = useDelivery(webhook.id, deliveryId);
  return (
    <Loaded query={delivery} label={t("webhooks.loadingLog")}>
      {(found) => <Whole webhook={webhook} delivery={found} />}
    </Loaded>
  );
}

interface WholeProps {
  readonly webhook: WebhookView;
  readonly delivery: WholeWebhookDeliveryView;
}

function Whole({ webhook, delivery }: WholeProps) {
  const t = useT();
  const { last, nextAt, history, answer } = delivery;
  const { text, tone } = deliveryChip(delivery);
  const isWaiting = delivery.state === "waiting" && nextAt !== null;
  return (
    <div className="flex flex-col gap-5 pb-5 text-13">
      <FactList
        facts={[
          {
            id: "event",
            term: t("webhooks.eventLabel"),
            value: eventText(delivery.event),
          },
          { id: "state", term: t("webhooks.state"), value: <Chip tone={tone}>{text}</Chip> },
          ...(isWaiting && webhook.off === null
            ? [
                {
                  id: "next",
                  term: t("webhooks.next"),
                  value: futureTime(nextAt, Date.now()),
                },
              ]
            : []),
          {
            id: "id",
            term: "webhook-id",
            value: <code className="font-mono text-12">{delivery.id}</code>,
          },
        ]}
      />
      <Redeliver {...{ webhook, delivery }} />
      {last !== null && isAboutSignature(last) && (
        <p className="text-fg-2">{t("webhooks.signatureHint")}</p>
      )}
      <section className="flex flex-col gap-2">
        <h3 className="text-12 font-medium text-fg-2">{t("webhooks.attempts")}</h3>
        {history.length === 0 ? (
          <p className="text-fg-2">{t("webhooks.notTried")}</p>
        ) : (
          <Timeline
            events={history.toReversed().map((attempt) => ({
              id: attempt.at,
              mark: attempt.because === null ? "ok" : "danger",
              time: exactTime(attempt.at),
              dateTime: attempt.at,
              title: attemptText(attempt),
            }))}
          />
        )}
      </section>
      {answer !== null && (
        <section className="flex flex-col gap-2">
          <h3 className="text-12 font-medium text-fg-2">{t("webhooks.answer")}</h3>
          <CodeBlock label={t("webhooks.answer")} text={answer} />
        </section>
      )}
      <section className="flex flex-col gap-2">
        <h3 className="text-12 font-medium text-fg-2">{t("webhooks.payload")}</h3>
        <CodeBlock label={t("webhooks.payload")} text={readable(delivery.payload)} />
      </section>
    </div>
  );
}

function Redeliver({ webhook, delivery }: WholeProps) {
  const t = useT();
  const { queries, toasts } = useWorkspace();
  const [isPending, setPending] = useState(false);
  const redeliver = async () => {
    setPending(true);
    try {
      await webhooksApi.redeliver(webhook.id, delivery.id);
      toasts.add({ text: t("webhooks.redelivered", { count: 1 }), tone: "ok" });
    } catch (error) {
      toasts.add({ text: adminErrorText(error), tone: "danger" });
    }
    setPending(false);
    await queries.invalidateQueries({ queryKey: ["webhook-deliveries", webhook.id] });
    await queries.invalidateQueries({ queryKey: ["webhooks"] });
  };
  if (webhook.off !== null) return <p className="text-fg-2">{t("webhooks.offNoRedeliver")}</p>;
  return (
    <Button
      className="self-start"
      icon={<RotateCw />}
      isPending={isPending}
      onPress={() => void redeliver()}
    >
      {t("webhooks.redeliver")}
    </Button>
  );
}
