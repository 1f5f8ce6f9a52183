import type { QueueSettings } from "@circuito/protocol";
import { SIGNATURE_LENGTH_MAX } from "@circuito/protocol/writing-text";
import {
  Button,
  Callout,
  DurationField,
  type DurationUnit,
  RadioGroup,
  Select,
  Switch,
  TextField,
} from "@circuito/ui";
import { useParams, useRouter } from "@tanstack/react-router";
import { Archive } from "lucide-react";
import { useState } from "react";
import { useT } from "../i18n/translate.ts";
import { EditedFoot } from "../settings/edited-foot.tsx";
import { Loaded } from "../settings/loaded.tsx";
import { Section } from "../settings/section.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import { useEdited } from "../settings/use-edited.ts";
import { useQueues } from "../workspace/queries.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { VariableText } from "../writing/variable-text.tsx";
import { ArchiveDialog } from "./archive-dialog.tsx";
import { ClosingSection } from "./closing-section.tsx";
import { KindFields } from "./kind-fields.tsx";
import { MemberList } from "./member-list.tsx";
import { NextSimulator } from "./next-simulator.tsx";
import { queuesApi, useQueueSettings } from "./queues-api.ts";

/** One queue: what it is for, how it hands out what waits, and who serves it. */
export function QueueScreen() {
  const t = useT();
  const { queueId = "" } = useParams({ strict: false });
  const queue = useQueueSettings(queueId);
  if (queue.data) return <Editor key={queueId} saved={queue.data} />;
  return (
    <SettingsPage title={t("queues.title")} back="/settings/queues">
      <Loaded query={queue} label={t("queues.loading")}>
        {() => null}
      </Loaded>
    </SettingsPage>
  );
}

const STRATEGIES = ["longest-idle", "least-loaded", "weighted", "skill-best", "manual"] as const;
const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

function Editor({ saved }: { readonly saved: QueueSettings }) {
  const t = useT();
  const router = useRouter();
  const { queries, toasts } = useWorkspace();
  const others = (useQueues().data ?? []).filter(({ id }) => id !== saved.id);
  const [isArchiving, setArchiving] = useState(false);
  const edited = useEdited<QueueSettings>(saved, save);
  const { draft, change } = edited;

  async function save({ id, members, ...terms }: QueueSettings): Promise<void> {
    const kept = await queuesApi.update(id, {
      ...terms,
      members: members.map(({ agentId, weight }) => ({ agentId, weight })),
    });
    queries.setQueryData(["queue-settings", id], kept);
    await queries.invalidateQueries({ queryKey: ["queues"] });
    await queries.invalidateQueries({ queryKey: ["agents"] });
    toasts.add({ text: t("queues.saved", { name: kept.name }), tone: "ok" });
  }

  const units = (["second", "minute", "hour"] as const).map((id) => ({
    id,
    label: t(`settings.unit.${id}`),
  }));

  return (
    <SettingsPage
      title={saved.name}
      back="/settings/queues"
      actions={
        <Button variant="ghost" icon={<Archive />} onPress={() => setArchiving(true)}>
          {t("queues.archive")}
        </Button>
      }
    >
      {draft.members.length === 0 && <Callout tone="warn">{t("queues.nobodyText")}</Callout>}
      <Section title={t("queues.identity")} text={t("queues.identityText")}>
        <TextField
          label={t("queues.name")}
          value={draft.name}
          onChange={(name) => change({ name })}
          maxLength={120}
          isRequired
          error={edited.refusedAt("name-taken")}
        />
        <KindFields
          kind={draft}
          onChange={({ role, level, area }) => change({ role, level, area })}
        />
      </Section>
      <Section title={t("queues.members")} text={t("queues.membersText")}>
        <MemberList
          members={draft.members}
          hasWeights={draft.strategy === "weighted"}
          onChange={(members) => change({ members: [...members] })}
        />
      </Section>
      <Section title={t("queues.distribution")} text={t("queues.distributionText")}>
        <RadioGroup
          label={t("queues.strategy")}
          options={STRATEGIES.map((id) => ({
            id,
            label: t(`queues.strategy.${id}`),
            description: t(`queues.strategyText.${id}`),
          }))}
          value={draft.strategy}
          onChange={(strategy) => change({ strategy })}
        />
        <DurationField
          label={t("queues.stickyHold")}
          description={t("queues.stickyHoldText")}
          unitLabel={t("settings.unitOf", { field: t("queues.stickyHold") })}
          units={units}
          value={draft.stickyHoldSeconds * SECOND_MS}
          onChange={(ms) => change({ stickyHoldSeconds: Math.round((ms ?? 0) / SECOND_MS) })}
          className="max-w-sm"
        />
      </Section>
      <Section title={t("queues.offers")} text={t("queues.offersText")}>
        <OptionalTime
          label={t("queues.offerLive")}
          units={units}
          seconds={draft.offer.liveSeconds}
          usual={30}
          onChange={(liveSeconds) => change({ offer: { ...draft.offer, liveSeconds } })}
        />
        <OptionalTime
          label={t("queues.offerAsync")}
          units={units}
          seconds={draft.offer.asyncSeconds}
          usual={120}
          onChange={(asyncSeconds) => change({ offer: { ...draft.offer, asyncSeconds } })}
        />
      </Section>
      <Section title={t("queues.plan")} text={t("queues.planText")}>
        <OptionalTime
          label={t("queues.relaxAfter")}
          units={units}
          seconds={draft.relaxAfterSeconds}
          usual={90}
          onChange={(relaxAfterSeconds) => change({ relaxAfterSeconds })}
        />
        <OptionalTime
          label={t("queues.overflowAfter")}
          units={units}
          seconds={draft.overflowAfterSeconds}
          usual={300}
          onChange={(overflowAfterSeconds) =>
            change({
              overflowAfterSeconds,
              ...(overflowAfterSeconds === null && { overflowQueueId: null }),
            })
          }
        />
        {draft.overflowAfterSeconds !== null && (
          <Select
            label={t("queues.overflowTo")}
            options={[
              { id: "", label: t("queues.overflowToSupervisors") },
              ...others.map(({ id, name }) => ({ id, label: name })),
            ]}
            value={draft.overflowQueueId ?? ""}
            placeholder=""
            onChange={(id) => change({ overflowQueueId: id === "" ? null : id })}
            className="max-w-sm"
          />
        )}
      </Section>
      <Section title={t("queues.acceptance")} text={t("queues.acceptanceText")}>
        <OptionalTime
          label={t("queues.acceptWithin")}
          units={units.filter(({ id }) => id !== "second")}
          seconds={draft.acceptWithinMinutes === null ? null : draft.acceptWithinMinutes * 60}
          usual={15 * 60}
          onChange={(seconds) =>
            change({
              acceptWithinMinutes:
                seconds === null
                  ? null
                  : Math.max(1, Math.round((seconds * SECOND_MS) / MINUTE_MS)),
            })
          }
        />
      </Section>
      <Section title={t("queues.answers")}>
        <Switch
          isSelected={draft.onlyOwnerReplies}
          onChange={(onlyOwnerReplies) => change({ onlyOwnerReplies })}
        >
          {t("queues.onlyOwnerReplies")}
        </Switch>
        <Switch
          isSelected={draft.claimsOnTyping}
          onChange={(claimsOnTyping) => change({ claimsOnTyping })}
        >
          {t("queues.claimsOnTyping")}
        </Switch>
        {draft.role === "director" && (
          <Switch
            isSelected={draft.resolvesInTriage}
            onChange={(resolvesInTriage) => change({ resolvesInTriage })}
          >
            {t("queues.resolvesInTriage")}
          </Switch>
        )}
      </Section>
      <Section title={t("queues.signature")} text={t("queues.signatureText")}>
        <VariableText
          label={t("queues.signature")}
          value={draft.signature}
          onChange={(signature) => change({ signature })}
          minRows={3}
          lengthMax={SIGNATURE_LENGTH_MAX}
          isChecked
        />
      </Section>
      <ClosingSection rules={draft.closing} onChange={(closing) => change({ closing })} />
      <Section title={t("queues.simulator")} text={t("queues.simulatorText")}>
        <NextSimulator queueId={saved.id} isDirty={edited.isDirty} />
      </Section>
      <EditedFoot edited={edited} />
      <ArchiveDialog
        queue={saved}
        others={others}
        isOpen={isArchiving}
        onClose={() => setArchiving(false)}
        onDone={() => void router.navigate({ href: "/settings/queues", ignoreBlocker: true })}
      />
    </SettingsPage>
  );
}

interface OptionalTimeProps {
  readonly label: string;
  readonly units: readonly { readonly id: DurationUnit; readonly label: string }[];
  /** Null: left out. */
  readonly seconds: number | null;
  /** What it begins with. */
  readonly usual: number;
  readonly onChange: (seconds: number | null) => void;
}

/** A step that may be left out, and how long it waits. */
function OptionalTime({ label, units, seconds, usual, onChange }: OptionalTimeProps) {
  const t = useT();
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <span className="min-w-64 flex-1">
        <Switch isSelected={seconds !== null} onChange={(isOn) => onChange(isOn ? usual : null)}>
          {label}
        </Switch>
      </span>
      {seconds !== null && (
        <DurationField
          label={label}
          isLabelHidden
          unitLabel={t("settings.unitOf", { field: label })}
          units={units}
          value={seconds * SECOND_MS}
          onChange={(ms) => onChange(Math.max(1, Math.round((ms ?? 0) / SECOND_MS)))}
          className="w-60"
        />
      )}
    </div>
  );
}
