import type { ContactPointView } from "@circuito/protocol";
import { Button, ChannelGlyph } from "@circuito/ui";
import type { ReactNode } from "react";
import { addressText, channelGlyph, channelName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { useInboxWays } from "../workspace/navigation.ts";
import { showLayer } from "../workspace/ui-state.ts";
import { type Points, pointId, whyNot } from "./points.ts";

/** Where something is open: it is gone on with, and whoever writes elsewhere knows of it. */
export function OpenPoints({ points }: { readonly points: Points }) {
  const t = useT();
  if (points.open.length === 0) return null;
  return (
    <Named id="begin-open" title={t("begin.openThere")}>
      {points.open.map((point) => (
        <Row key={pointId(point)} point={point}>
          <OpenThere open={point.open} />
        </Row>
      ))}
    </Named>
  );
}

/** Where nothing can be begun, and why. */
export function ImpossiblePoints({ points }: { readonly points: Points }) {
  const t = useT();
  if (points.impossible.length === 0) return null;
  return (
    <Named id="begin-impossible" title={t("begin.impossible")}>
      {points.impossible.map((point) => (
        <Row key={pointId(point)} point={point}>
          <span className="text-12 text-fg-2">{t(whyNot(point))}</span>
        </Row>
      ))}
    </Named>
  );
}

interface NamedProps {
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
}

function Named({ id, title, children }: NamedProps) {
  return (
    <section aria-labelledby={id} className="flex flex-col gap-2">
      <h3 id={id} className="text-12 font-medium text-fg-2">
        {title}
      </h3>
      <ul className="flex flex-col gap-2 text-13">{children}</ul>
    </section>
  );
}

interface RowProps {
  readonly point: ContactPointView;
  readonly children: ReactNode;
}

function Row({ point, children }: RowProps) {
  const { channel, inboxName, address } = point;
  return (
    <li className="flex min-w-0 items-start gap-2">
      <span className="mt-0.5 flex-none text-fg-3">
        <ChannelGlyph channel={channelGlyph(channel)} label={channelName(channel)} />
      </span>
      <span className="flex min-w-0 flex-col items-start gap-1 wrap-anywhere">
        {`${inboxName} · ${addressText(address)}`}
        {children}
      </span>
    </li>
  );
}

/** A conversation goes on: there is never a second one. */
export function OpenThere({ open }: { readonly open: ContactPointView["open"] }) {
  const t = useT();
  const ways = useInboxWays();
  const { conversationId = null, assigneeName = null } = open ?? {};
  if (conversationId === null) {
    return <span className="text-12 text-fg-2">{t("begin.openUnseen")}</span>;
  }
  return (
    <>
      <span className="text-12 text-fg-2">
        {assigneeName === null ? t("begin.open") : t("begin.openWith", { name: assigneeName })}
      </span>
      <Button
        size="small"
        onPress={() => {
          showLayer(null);
          ways.open(conversationId);
        }}
      >
        {t("begin.goThere")}
      </Button>
    </>
  );
}
