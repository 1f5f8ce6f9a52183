import { Button, Dialog, Problem } from "@circuito/ui";
import {
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { useT } from "../i18n/translate.ts";
import { keyCaps } from "../shell/shortcuts.ts";
import { showLayer } from "../workspace/ui-state.ts";
import { useIsOnline } from "../workspace/workspace-context.ts";
import { errorText } from "./problem-text.ts";

interface HandOverFormProps {
  readonly title: string;
  readonly description: string;
  readonly submitLabel: string;
  readonly size?: "default" | "large";
  /** Says what is missing by throwing nothing and returning `false`; throws the server's no. */
  readonly onSubmit: () => Promise<boolean>;
  readonly children: ReactNode;
}

/** The frame of every hand-over: keyboard all the way, Ctrl+Enter sends, a refusal keeps the form. */
export function HandOverForm(props: HandOverFormProps) {
  const { title, description, submitLabel, size = "default", onSubmit, children } = props;
  const t = useT();
  const formId = useId();
  const isOnline = useIsOnline();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const close = () => showLayer(null);

  // Straight to the first field: `t`, type, Enter. A field further down may have asked for focus.
  useEffect(() => {
    if (form.current?.contains(document.activeElement)) return;
    form.current?.querySelector<HTMLElement>("input, textarea")?.focus();
  }, []);

  async function submit(event?: FormEvent) {
    event?.preventDefault();
    if (isBusy || !isOnline) return;
    setBusy(true);
    setError(null);
    try {
      if (await onSubmit()) close();
    } catch (refusal) {
      setError(errorText(refusal));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog
      isOpen
      onOpenChange={close}
      size={size}
      title={title}
      description={description}
      closeLabel={t("action.close")}
      footer={
        <>
          <Button onPress={close}>{t("action.cancel")}</Button>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            keys={keyCaps("send")}
            isPending={isBusy}
            disabledReason={isOnline ? undefined : t("problem.needsConnection")}
          >
            {submitLabel}
          </Button>
        </>
      }
    >
      <form
        ref={form}
        id={formId}
        noValidate
        onSubmit={submit}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          void submit();
        }}
        className="flex flex-col gap-4 pb-1"
      >
        {error !== null && <Problem>{error}</Problem>}
        {children}
      </form>
    </Dialog>
  );
}
