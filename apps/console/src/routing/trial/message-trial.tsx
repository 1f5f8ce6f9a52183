import type { DryRunView } from "@circuito/protocol";
import { Button, Problem, SegmentedControl, Select, TextArea, TextField } from "@circuito/ui";
import { Play } from "lucide-react";
import { useId, useRef, useState } from "react";
import { useT } from "../../i18n/translate.ts";
import { errorText } from "../../verbs/problem-text.ts";
import { routingApi, type TrialMessage } from "../routing-api.ts";
import { languageName } from "../rule/rule-sentence.ts";
import type { Rule } from "../rule/rule-view.ts";
import type { RuleWorld } from "../rule/use-rule-names.ts";
import { OpeningPicker } from "./opening-picker.tsx";
import { Trace } from "./trace.tsx";
import { firstTrial, messageOf, strangerOn, type TypedTrial } from "./trial-facts.ts";

/** As the server takes. */
const TEXT_MAX = 10_000;
const LOCALES = ["", "pt-BR", "en", "es"] as const;
const SOURCES = ["typed", "came"] as const;

interface MessageTrialProps {
  readonly rules: readonly Rule[];
  readonly world: RuleWorld;
  /** Makes the server have what is on the screen. @returns whether it has */
  readonly flush: () => Promise<boolean>;
  readonly onOpenRule: (id: string) => void;
}

/** One message, typed or picked, and what every rule of the draft makes of it. Nothing is carried out. */
export function MessageTrial({ rules, world, flush, onOpenRule }: MessageTrialProps) {
  const t = useT();
  const formId = useId();
  const [source, setSource] = useState<(typeof SOURCES)[number]>("typed");
  const [typed, setTyped] = useState<TypedTrial>(() => firstTrial(world.inboxes));
  const [pickedId, setPickedId] = useState<string | null>(null);
  const [run, setRun] = useState<DryRunView | null>(null);
  const [isRunning, setRunning] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  // What can be written to is known after the first drawing.
  const trial = typed.inboxId === "" ? { ...firstTrial(world.inboxes), text: typed.text } : typed;
  const inbox = world.inboxes.find(({ id }) => id === trial.inboxId);
  const put = (part: Partial<TypedTrial>) => setTyped({ ...trial, ...part });

  async function tryOut() {
    const message: TrialMessage | null =
      source === "typed"
        ? messageOf(trial, inbox?.channel)
        : pickedId === null
          ? null
          : { messageId: pickedId };
    if (message === null || isRunning) return;
    setRunning(true);
    setProblem(null);
    try {
      if (await flush()) setRun(await routingApi.dryRun(message, "draft"));
      else setProblem(t("routing.trial.finishFirst"));
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      setRunning(false);
    }
  }

  const menu = world.menus.find(({ inboxId }) => inboxId === trial.inboxId)?.options ?? [];
  return (
    <div className="grid gap-5 min-[900px]:grid-cols-[minmax(17rem,2fr)_3fr]">
      <form
        ref={form}
        id={formId}
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void tryOut();
        }}
      >
        <div className="flex">
          <SegmentedControl
            label={t("routing.trial.source")}
            value={source}
            segments={SOURCES.map((id) => ({ id, label: t(`routing.trial.source.${id}`) }))}
            onChange={setSource}
          />
        </div>
        {source === "came" ? (
          <OpeningPicker value={pickedId} onChange={setPickedId} />
        ) : (
          <>
            <Select
              label={t("routing.trial.inbox")}
              placeholder={t("routing.trial.inbox")}
              options={world.inboxes.map(({ id, name, channel }) => ({
                ...{ id, label: name },
                description: world.names.channel(channel),
              }))}
              value={trial.inboxId || null}
              onChange={(inboxId) => {
                const channel = world.inboxes.find(({ id }) => id === inboxId)?.channel ?? "";
                put({ inboxId, from: strangerOn(channel), menuAnswer: "" });
              }}
            />
            {inbox?.channel === "email" && (
              <TextField
                label={t("routing.trial.subject")}
                autoComplete="off"
                value={trial.subject}
                onChange={(subject) => put({ subject })}
              />
            )}
            <TextArea
              label={t("routing.trial.text")}
              placeholder={t("routing.trial.textPlaceholder")}
              maxLength={TEXT_MAX}
              value={trial.text}
              onChange={(text) => put({ text })}
            />
            <details className="group text-13">
              <summary className="ring-focus inline-flex min-h-6 cursor-default items-center rounded-key text-12 font-medium text-accent-text">
                {t("routing.trial.moreFacts")}
              </summary>
              <div className="mt-2 grid gap-3 min-[420px]:grid-cols-2">
                <TextField
                  label={t("routing.trial.from")}
                  autoComplete="off"
                  value={trial.from}
                  onChange={(from) => put({ from })}
                />
                <Select
                  label={t("routing.trial.locale")}
                  placeholder={t("routing.trial.localeNone")}
                  options={LOCALES.map((id) => ({
                    id: id || NONE,
                    label: id === "" ? t("routing.trial.localeNone") : languageName(id),
                  }))}
                  value={trial.locale || NONE}
                  onChange={(id) => put({ locale: id === NONE ? "" : id })}
                />
                <Select
                  label={t("routing.trial.menuAnswer")}
                  placeholder={t("routing.trial.menuNone")}
                  options={[
                    { id: NONE, label: t("routing.trial.menuNone") },
                    ...menu.map(({ path, labels }) => ({
                      id: path.join("/"),
                      label: labels.join(" › "),
                    })),
                  ]}
                  value={trial.menuAnswer || NONE}
                  onChange={(id) => put({ menuAnswer: id === NONE ? "" : id })}
                />
                <TextField
                  label={t("routing.trial.at")}
                  type={"datetime-local" as "text"}
                  value={trial.at}
                  onChange={(at) => put({ at })}
                />
              </div>
            </details>
          </>
        )}
        <div className="flex items-center gap-3">
          <Button
            type="submit"
            variant="primary"
            icon={<Play />}
            keys={["Ctrl", "Enter"]}
            isPending={isRunning}
            disabledReason={
              source === "came" && pickedId === null ? t("routing.trial.pickFirst") : undefined
            }
          >
            {t("routing.trial.run")}
          </Button>
          <span className="text-12 text-fg-2">{t("routing.trial.nothingHappens")}</span>
        </div>
        {problem !== null && <Problem>{problem}</Problem>}
      </form>
      <div role="status" className="min-w-0">
        {run === null ? (
          <p className="text-13 text-fg-2">{t("routing.trial.noResult")}</p>
        ) : (
          <Trace run={run} rules={rules} world={world} onOpenRule={onOpenRule} />
        )}
      </div>
    </div>
  );
}

/** A select has no empty ids. */
const NONE = "none";
