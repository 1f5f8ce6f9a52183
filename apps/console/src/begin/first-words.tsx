import type { ContactPointView } from "@circuito/protocol";
import { putConversations } from "@circuito/realtime";
import { Callout, RadioGroup, Select, TextArea, TextField } from "@circuito/ui";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { api } from "../api/client.ts";
import { ApiError } from "../api/request.ts";
import { isFilled, useTemplates } from "../composer/template-fields.tsx";
import { addressText, channelName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { isMailLike } from "../mail/is-mail.ts";
import { HandOverForm } from "../verbs/hand-over-form.tsx";
import { useInboxWays } from "../workspace/navigation.ts";
import { focusSoon } from "../workspace/panes.ts";
import { useQueues } from "../workspace/queries.ts";
import { useMe, useWorkspace } from "../workspace/workspace-context.ts";
import { ApprovedText } from "./approved-text.tsx";
import type { Target } from "./begin-dialog.tsx";
import { useBeginDraft } from "./begin-draft.ts";
import { ImpossiblePoints, OpenPoints, OpenThere } from "./other-points.tsx";
import { type Points, pointId } from "./points.ts";

interface FirstWordsProps {
  readonly title: string;
  readonly target: Target;
  readonly text: string | undefined;
  readonly points: Points;
  readonly first: ContactPointView;
  readonly other: ReactNode;
}

/** A subject on one line of a header (RFC 5322). */
const SUBJECT_LENGTH_MAX = 250;

/** From where, under what, in which queue, and the words; the draft is kept until they are sent. */
export function FirstWords({ title, target, text, points, first, other }: FirstWordsProps) {
  const t = useT();
  const workspace = useWorkspace();
  const ways = useInboxWays();
  const { draft, change, forget } = useBeginDraft(target.contactId ?? target.address ?? "", text);
  const queues = useOwnQueues();
  const [isTried, setTried] = useState(false);
  const [open, setOpen] = useState<ContactPointView["open"]>(null);
  const point = points.possible.find((one) => pointId(one) === draft.point) ?? first;
  const queueId = queues.find(({ id }) => id === draft.queueId)?.id ?? queues[0]?.id;
  const isMail = isMailLike(point.channel);
  const isTemplate = point.takes === "template";
  const templates = useTemplates(isTemplate ? point.inboxId : undefined);
  const template = isTemplate ? draft.template : undefined;
  const missing = (isGiven: boolean) => (isTried && !isGiven ? t("form.required") : undefined);
  const hasWords = isTemplate
    ? template !== undefined && isFilled(template)
    : draft.text.trim() !== "";
  const hasSubject = !isMail || draft.subject.trim() !== "";

  async function send(): Promise<boolean> {
    setTried(true);
    setOpen(null);
    if (!hasWords || !hasSubject) return false;
    try {
      const begun = await api.beginConversation({
        ...target,
        address: point.address,
        inboxId: point.inboxId,
        clientId: draft.clientId,
        ...(queueId !== undefined && { queueId }),
        ...(template === undefined ? { text: draft.text.trim() } : { template }),
        ...(isMail && { subject: draft.subject.trim() }),
      });
      forget();
      workspace.cache.change((cache) => putConversations(cache, [begun]));
      ways.open(begun.id);
      focusSoon("composer");
      return true;
    } catch (refusal) {
      const there = openThere(refusal);
      if (there === undefined) throw refusal;
      setOpen(there);
      return false;
    }
  }

  return (
    <HandOverForm
      title={title}
      description={t("begin.text")}
      submitLabel={t("composer.send", { channel: channelName(point.channel) })}
      size="large"
      onSubmit={send}
    >
      {open !== null && (
        <Callout tone="warn" title={t("begin.openMeanwhile")}>
          <span className="flex flex-col items-start gap-1">
            {t("begin.wordsKept")}
            <OpenThere open={open} />
          </span>
        </Callout>
      )}
      <OpenPoints points={points} />
      <div
        className="flex flex-wrap items-end justify-between gap-2"
        onKeyDownCapture={sendFromRadio}
      >
        {points.possible.length === 1 ? (
          <p className="min-w-0 text-13 wrap-anywhere">
            <span className="block text-12 font-medium text-fg-2">{t("begin.where")}</span>
            {whereText(point)}
          </p>
        ) : (
          <RadioGroup
            label={t("begin.where")}
            options={points.possible.map((one) => ({
              id: pointId(one),
              label: whereText(one),
              ...(one.takes === "template" && { description: t("begin.templateOnly") }),
            }))}
            value={pointId(point)}
            onChange={(id) => change({ point: id })}
          />
        )}
        {other}
      </div>
      {isMail && (
        <TextField
          label={t("begin.subject")}
          isRequired
          validationBehavior="aria"
          autoComplete="off"
          maxLength={SUBJECT_LENGTH_MAX}
          value={draft.subject}
          error={missing(hasSubject)}
          onChange={(subject) => change({ subject })}
        />
      )}
      {queues.length > 1 && queueId !== undefined && (
        <Select
          label={t("begin.queue")}
          placeholder={t("begin.queue")}
          options={queues.map(({ id, name }) => ({ id, label: name }))}
          value={queueId}
          onChange={(id) => change({ queueId: id })}
        />
      )}
      {isTemplate ? (
        <ApprovedText
          list={templates}
          chosen={template}
          isChecked={isTried}
          onChange={(chosen) => change({ template: chosen })}
        />
      ) : (
        <TextArea
          label={t("begin.words")}
          isRequired
          validationBehavior="aria"
          minRows={4}
          value={draft.text}
          error={missing(hasWords)}
          onChange={(text) => change({ text })}
        />
      )}
      <ImpossiblePoints points={points} />
    </HandOverForm>
  );
}

/** Radios keep Enter to themselves, with Ctrl too. */
function sendFromRadio(event: KeyboardEvent<HTMLElement>): void {
  const { target, key, ctrlKey, metaKey } = event;
  if (key !== "Enter" || !(ctrlKey || metaKey)) return;
  if (!(target instanceof HTMLInputElement) || target.type !== "radio") return;
  event.preventDefault();
  target.form?.requestSubmit();
}

const whereText = ({ inboxName, address }: ContactPointView) =>
  `${inboxName} · ${addressText(address)}`;

/** Those that one serves; who serves none, and sees all, writes from any. */
function useOwnQueues() {
  const me = useMe();
  const all = useQueues().data ?? [];
  const own = all.filter(({ id }) => me.queueIds.includes(id));
  return own.length > 0 || me.role === "agent" ? own : all;
}

/** What was opened there since one looked. */
function openThere(refusal: unknown): ContactPointView["open"] | undefined {
  if (!(refusal instanceof ApiError) || refusal.details.because !== "another-is-open")
    return undefined;
  return (refusal.details.open ?? null) as ContactPointView["open"];
}
