import type { ConversationView } from "@circuito/protocol";
import { Button, Dialog, TextField } from "@circuito/ui";
import { type FormEvent, useState } from "react";
import { futureTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { showLayer } from "../workspace/ui-state.ts";
import { localInputValue, snoozePresets } from "./moments.ts";
import { useVerbs } from "./use-verbs.ts";

/** Presets in words, each with its hour; or any other moment. The customer writing wakes it. */
export function SnoozeDialog({ conversation }: { readonly conversation: ConversationView }) {
  const verbs = useVerbs();
  return <SnoozeChoice onUntil={(until) => void verbs.snooze(conversation, until)} />;
}

export function SnoozeChoice({ onUntil }: { readonly onUntil: (until: string) => void }) {
  const t = useT();
  const [now] = useState(() => Date.now());
  const presets = snoozePresets(now);
  const [custom, setCustom] = useState(() => localInputValue(presets.at(-1)?.at ?? now));
  const [isChecked, setChecked] = useState(false);
  const isPast = !(Date.parse(custom) > now);
  const until = (at: number) => {
    showLayer(null);
    onUntil(new Date(at).toISOString());
  };

  return (
    <Dialog
      isOpen
      onOpenChange={() => showLayer(null)}
      size="small"
      title={t("snooze.title")}
      description={t("snooze.text")}
      closeLabel={t("action.close")}
    >
      <ul className="-mx-3 flex flex-col gap-1 pb-4">
        {presets.map((moment, index) => (
          <li key={moment.id} className="flex">
            <Button
              variant="ghost"
              className="grow text-fg [&>span:first-of-type]:grow [&>span:first-of-type]:text-left"
              autoFocus={index === 0}
              onPress={() => until(moment.at)}
              iconEnd={
                <span className="font-regular tabular-nums text-fg-2">
                  {futureTime(new Date(moment.at).toISOString(), now)}
                </span>
              }
            >
              {t(moment.id)}
            </Button>
          </li>
        ))}
      </ul>
      <form
        noValidate
        className="flex flex-col gap-2 border-line-subtle border-t pt-3 pb-4"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          setChecked(true);
          if (!isPast) until(Date.parse(custom));
        }}
      >
        <TextField
          label={t("snooze.custom")}
          type="datetime-local"
          value={custom}
          onChange={setCustom}
          error={isChecked && isPast ? t("form.mustBeFuture") : undefined}
        />
        <Button type="submit">{t("verb.snooze")}</Button>
      </form>
    </Dialog>
  );
}
