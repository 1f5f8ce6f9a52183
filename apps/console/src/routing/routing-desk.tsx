import type { RuleDraftView } from "@circuito/protocol";
import { Banner, Button, Callout, Chip, EmptyState, IconButton, Menu } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, EllipsisVertical, History, Route, Send } from "lucide-react";
import { Suspense, useRef, useState } from "react";
import { useT } from "../i18n/translate.ts";
import { SettingsPage } from "../settings/settings-page.tsx";
import { useScreenKeys } from "../settings/use-screen-keys.ts";
import { part } from "../shell/part.ts";
import { useIsStacked } from "../shell/use-media.ts";
import { errorText } from "../verbs/problem-text.ts";
import { useMe, useWorkspace } from "../workspace/workspace-context.ts";
import { mistakesOfRule, mistakeText } from "./draft/mistake-text.ts";
import { ruleChanges } from "./draft/rule-changes.ts";
import { SaveState } from "./draft/save-state.tsx";
import { useDraftKeeper } from "./draft/use-draft-keeper.ts";
import { RuleEditor } from "./editor/rule-editor.tsx";
import { NoRules } from "./list/no-rules.tsx";
import { RuleList } from "./list/rule-list.tsx";
import { READERS } from "./readers.ts";
import { routingApi } from "./routing-api.ts";
import type { Rule } from "./rule/rule-view.ts";
import { ruleFromTemplate, type TemplateId } from "./rule/templates.ts";
import { useRuleWorld } from "./rule/use-rule-names.ts";
import { TrialDock } from "./trial/trial-dock.tsx";

/** Fetched when they are asked for. */
const ConflictDialog = part(async () => ({
  default: (await import("./draft/conflict-dialog.tsx")).ConflictDialog,
}));
const PublishDialog = part(async () => ({
  default: (await import("./draft/publish-dialog.tsx")).PublishDialog,
}));
const VersionsDialog = part(async () => ({
  default: (await import("./draft/versions-dialog.tsx")).VersionsDialog,
}));

interface RoutingDeskProps {
  readonly draft: RuleDraftView;
  readonly inForce: readonly Rule[];
  /** After something was published: both anew. */
  readonly onRenew: () => Promise<RuleDraftView | undefined>;
}

/** The list at the left, a rule at the right, "Testar" below both; one at a time on a phone. */
export function RoutingDesk({ draft, inForce, onRenew }: RoutingDeskProps) {
  const t = useT();
  const { toasts } = useWorkspace();
  const mayEdit = useMe().role === "admin";
  const isStacked = useIsStacked();
  const world = useRuleWorld();
  const { keeper, kept } = useDraftKeeper(draft);
  const hits = useQuery({ queryKey: ["rule-hits"], queryFn: routingApi.getRuleHits }).data;
  const [openId, setOpenId] = useState<string | null>(null);
  /** A rule that somebody has just begun: what it lacks is no mistake yet. */
  const [begunId, setBegunId] = useState<string | null>(null);
  const [isTrying, setTrying] = useState(false);
  const [layer, setLayer] = useState<"publish" | "versions" | null>(null);
  const nameInput = useRef<HTMLInputElement>(null);
  const desk = useRef<HTMLDivElement>(null);
  const { rules, state, mistakes, warnings } = kept;
  const place = rules.findIndex(({ id }) => id === openId);
  const rule = rules[place];
  const changes = ruleChanges(inForce, rules, world.names, t);

  function begin(next: Rule, at: number): void {
    keeper.change([...rules.slice(0, at), next, ...rules.slice(at)]);
    setOpenId(next.id);
    setBegunId(next.id);
    requestAnimationFrame(() => nameInput.current?.select());
  }

  /** What can be taken back is not asked about. */
  function remove(gone: Rule): void {
    const before = keeper.store.getState().rules;
    keeper.change(before.filter((one) => one.id !== gone.id));
    if (openId === gone.id) setOpenId(null);
    toasts.add({
      text: t("routing.deleted", { name: gone.name }),
      action: {
        label: t("action.undo"),
        onAction: () => {
          const now = keeper.store.getState().rules;
          const at = Math.min(before.indexOf(gone), now.length);
          keeper.change([...now.slice(0, at), gone, ...now.slice(at)]);
        },
      },
    });
  }

  async function publish(note: string) {
    await keeper.flush();
    await routingApi.publishRules(keeper.store.getState().token, note);
    const renewed = await onRenew();
    if (renewed) keeper.take(renewed);
    setLayer(null);
    toasts.add({ text: t("routing.published"), tone: "ok" });
  }

  async function discard() {
    try {
      const before = keeper.store.getState().rules;
      keeper.take(await routingApi.discardRuleDraft(keeper.store.getState().token));
      setOpenId(null);
      toasts.add({
        text: t("routing.discarded"),
        action: { label: t("action.undo"), onAction: () => keeper.change(before) },
      });
    } catch (error) {
      toasts.add({ text: errorText(error), tone: "danger" });
    }
  }

  /** Something is to be done with all of it: what is missing counts from now on. */
  function flush(): Promise<boolean> {
    setBegunId(null);
    return keeper.flush();
  }

  function open(id: string): void {
    if (id !== openId) setBegunId(null);
    setOpenId(id);
  }

  useScreenKeys({
    save: () => void flush(),
    tryOut: () => {
      if (!isTrying) setTrying(true);
      else desk.current?.querySelector<HTMLFormElement>("section form")?.requestSubmit();
    },
  });

  const needsLook = kept.basedOn !== kept.inForce;
  const together = mistakes.get("");
  const list = (
    <div className="flex flex-col gap-3">
      {rules.length === 0 && mayEdit && (
        <NoRules
          queue={world.names.queue(world.defaultQueueId ?? "")}
          onBegin={(template) =>
            begin(ruleFromTemplate(template, crypto.randomUUID(), world.queues, t), 0)
          }
        />
      )}
      <RuleList
        rules={rules}
        currentId={openId ?? undefined}
        world={world}
        hits={hits}
        warnings={warnings}
        mistakes={mistakes}
        mayEdit={mayEdit}
        onOpen={open}
        onChange={keeper.change}
        onAdd={() => add("empty")}
        onDuplicate={(of) => {
          const name = t("routing.copyOf", { name: of.name }).slice(0, NAME_MAX);
          begin({ ...of, id: crypto.randomUUID(), name }, rules.indexOf(of) + 1);
        }}
        onDelete={remove}
      />
    </div>
  );

  function add(template: TemplateId | "empty"): void {
    // Above the last rule if that one takes all: below it nothing would ever come.
    const last = rules.at(-1);
    const takesAll = last !== undefined && Object.keys(last.condition).length === 0;
    const at = takesAll ? rules.length - 1 : rules.length;
    begin(ruleFromTemplate(template, crypto.randomUUID(), world.queues, t), at);
  }

  const saveState = mayEdit && <SaveState kept={kept} keeper={keeper} />;
  const editor = rule !== undefined && (
    <RuleEditor
      key={rule.id}
      rule={rule}
      rules={rules}
      world={world}
      warnings={warnings.filter(({ ruleId }) => ruleId === rule.id)}
      mistakes={mistakesOfRule(mistakes, place)}
      mayEdit={mayEdit}
      isChecked={rule.id !== begunId}
      nameRef={nameInput}
      onChange={(changed) =>
        keeper.change(rules.map((one) => (one.id === rule.id ? changed : one)))
      }
    />
  );

  return (
    <div ref={desk} className="contents">
      <SettingsPage
        title={t("settings.routing")}
        openTo={READERS}
        width="fill"
        {...(isStacked && { intro: saveState })}
        state={
          <Chip tone={changes.length > 0 ? "accent" : "neutral"}>
            {changes.length > 0
              ? t("routing.draftState", { count: changes.length })
              : t("routing.inForceState", { version: kept.inForce })}
          </Chip>
        }
        actions={
          <>
            {!isStacked && saveState}
            <Button icon={<History />} onPress={() => setLayer("versions")}>
              {t("routing.versions")}
            </Button>
            {mayEdit && (
              <>
                <Button
                  variant="primary"
                  icon={<Send />}
                  disabledReason={publishReason()}
                  onPress={() => setLayer("publish")}
                >
                  {t("routing.publishMenu")}
                </Button>
                <Menu
                  label={t("routing.more")}
                  placement="bottom end"
                  entries={[
                    {
                      kind: "item",
                      id: "discard",
                      label: t("routing.discard"),
                      isDanger: true,
                      isDisabled: changes.length === 0,
                    },
                  ]}
                  onAction={() => void discard()}
                  trigger={<IconButton label={t("routing.more")} icon={<EllipsisVertical />} />}
                />
              </>
            )}
          </>
        }
      >
        {needsLook && (
          <Banner
            tone="warn"
            action={
              mayEdit && (
                // Saved again, it is made from the rules that are in force now.
                <Button size="small" variant="ghost" onPress={() => keeper.change([...rules])}>
                  {t("routing.reviewed")}
                </Button>
              )
            }
          >
            {t("routing.basedOnOlder")}
          </Banner>
        )}
        {together !== undefined && <Banner tone="danger">{mistakeText(together)}</Banner>}
        {isStacked ? (
          <div className="flex min-h-0 grow flex-col overflow-y-auto">
            <div className="grow px-4 pb-6">
              {editor ? (
                <>
                  <Button
                    size="small"
                    variant="ghost"
                    icon={<ArrowLeft />}
                    onPress={() => setOpenId(null)}
                    className="mb-3"
                  >
                    {t("routing.backToList")}
                  </Button>
                  {editor}
                </>
              ) : (
                list
              )}
            </div>
          </div>
        ) : (
          <div className="grid min-h-0 grow grid-cols-[minmax(20rem,2fr)_3fr] border-line-subtle border-t">
            <div className="min-h-0 overflow-y-auto border-line-subtle border-r px-4 py-4">
              {list}
            </div>
            <div className="min-h-0 overflow-y-auto px-6 py-4">
              {editor || (
                <EmptyState icon={<Route />} title={t("routing.pickRule")}>
                  {t("routing.pickRuleText")}
                </EmptyState>
              )}
            </div>
          </div>
        )}
        {!mayEdit && <Callout tone="neutral">{t("routing.readOnly")}</Callout>}
        <TrialDock
          isOpen={isTrying}
          onOpenChange={setTrying}
          rules={rules}
          world={world}
          flush={flush}
          onOpenRule={open}
        />
      </SettingsPage>
      <Suspense>
        {layer === "publish" && (
          <PublishDialog
            inForce={inForce}
            rules={rules}
            warnings={warnings.length}
            world={world}
            onPublish={publish}
            onClose={() => setLayer(null)}
          />
        )}
        {layer === "versions" && (
          <VersionsDialog
            inForce={kept.inForce}
            inForceRules={inForce}
            world={world}
            mayEdit={mayEdit}
            onRestored={() => {
              setLayer(null);
              void onRenew().then((renewed) => renewed && keeper.take(renewed));
              toasts.add({ text: t("routing.restored"), tone: "ok" });
            }}
            onClose={() => setLayer(null)}
          />
        )}
        {kept.theirs !== undefined && (
          <ConflictDialog kept={kept} keeper={keeper} world={world} theirs={kept.theirs} />
        )}
      </Suspense>
    </div>
  );

  function publishReason(): string | undefined {
    if (state === "unfinished" || state === "refused") return t("routing.mendFirst");
    if (state === "failed" || state === "conflict") return t("routing.notSaved");
    return changes.length === 0 ? t("routing.noChanges") : undefined;
  }
}

/** As the server takes. */
const NAME_MAX = 120;
