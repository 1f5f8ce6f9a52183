import type { ContactPointView } from "@circuito/protocol";
import { Button, Dialog, EmptyState, SkeletonRows } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { UserRoundSearch } from "lucide-react";
import type { ReactNode } from "react";
import { api } from "../api/client.ts";
import { calledOf } from "../contact/called.ts";
import { useContact } from "../contact/use-contact.ts";
import { addressText } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { Loaded } from "../settings/loaded.tsx";
import { showLayer } from "../workspace/ui-state.ts";
import type { Target } from "./begin-dialog.tsx";
import { FirstWords } from "./first-words.tsx";
import { ImpossiblePoints, OpenPoints } from "./other-points.tsx";
import { sortPoints } from "./points.ts";

interface BeginFormProps {
  readonly target: Target;
  readonly inboxId: string | undefined;
  readonly text: string | undefined;
  /** Somebody else is meant. */
  readonly onOther: () => void;
}

/** Where the person may be written to, asked anew each time: it changes with every message. */
export function BeginForm({ target, inboxId, text, onOther }: BeginFormProps) {
  const t = useT();
  const contact = useContact(target.contactId).data;
  const name =
    target.address === undefined ? contact && calledOf(contact) : addressText(target.address);
  const points = useQuery({
    queryKey: ["contact-points", target],
    queryFn: async () => (await api.listContactPoints(target)).items,
    gcTime: 0,
  });
  const title = name === undefined ? t("begin.title") : t("begin.titleTo", { name });
  const other = (
    <Button size="small" variant="ghost" icon={<UserRoundSearch />} onPress={onOther}>
      {t("begin.other")}
    </Button>
  );
  if (points.data === undefined) {
    return (
      <Frame title={title}>
        <Loaded query={points} label={t("begin.loading")}>
          {() => <SkeletonRows rows={2} label={t("begin.loading")} />}
        </Loaded>
      </Frame>
    );
  }
  const sorted = sortPoints(points.data, inboxId);
  const [first] = sorted.possible;
  if (first === undefined) return <Nowhere title={title} points={points.data} other={other} />;
  return <FirstWords {...{ title, target, text, first, other }} points={sorted} />;
}

interface NowhereProps {
  readonly title: string;
  readonly points: readonly ContactPointView[];
  readonly other: ReactNode;
}

/** Nothing to choose: what there is, and why it is no way. */
function Nowhere({ title, points, other }: NowhereProps) {
  const t = useT();
  const sorted = sortPoints(points);
  return (
    <Frame title={title}>
      <div className="flex flex-col gap-3 pb-1">
        {sorted.open.length === 0 && (
          <EmptyState title={t("begin.nowhere")}>{t("begin.nowhereText")}</EmptyState>
        )}
        <OpenPoints points={sorted} />
        <ImpossiblePoints points={sorted} />
        <div>{other}</div>
      </div>
    </Frame>
  );
}

function Frame({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const t = useT();
  return (
    <Dialog
      isOpen
      onOpenChange={() => showLayer(null)}
      title={title}
      closeLabel={t("action.close")}
    >
      {children}
    </Dialog>
  );
}
