import type { ChatPreChat } from "@circuito/protocol";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { View } from "../ui/view.ts";

type Loaded = typeof import("./pre-chat-form.tsx").PreChatForm;

/** Fetched when a company asks something; most do not. */
let fetched: Promise<Loaded> | undefined;

/** The form, as soon as it is here: asked for again when the connection comes back. */
export function PreChat({ view, form }: { view: View; form: ChatPreChat }): JSX.Element | null {
  const [Form, setForm] = useState<Loaded>();
  const { link } = view.state;
  useEffect(() => {
    if (Form) return;
    fetched ??= import("./pre-chat-form.tsx").then(({ PreChatForm }) => PreChatForm);
    fetched.then(
      (loaded) => setForm(() => loaded),
      () => {
        fetched = undefined;
      },
    );
  }, [Form, link]);
  return Form ? <Form view={view} form={form} /> : null;
}
