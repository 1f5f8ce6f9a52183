import { useRouter } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { api } from "../../api/client.ts";
import { ApiError } from "../../api/request.ts";
import { useUnsavedForm } from "../../settings/use-unsaved-form.ts";
import { useWorkspace } from "../../workspace/workspace-context.ts";
import { channelErrorText } from "../channel-error.ts";
import { type Mistake, mistakesFromServer, type Settings } from "./mistakes.ts";

interface NewInbox {
  readonly name: string;
  readonly channel: "form" | "sms" | "webchat";
  /** Or what makes them of the server's answers: a file is sent first. */
  readonly settings: Settings | (() => Promise<Settings>);
}

/**
 * Makes an inbox and goes to its page; what the server refuses is told at its field, and whoever leaves with
 * something typed is asked.
 * @param held what stands in the fields now
 * @param readInbox what is to be made; `undefined` if there are mistakes, which are told from then on
 */
export function useCreateInbox(held: object, readInbox: () => NewInbox | undefined) {
  const { queries } = useWorkspace();
  const router = useRouter();
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [refused, setRefused] = useState<Readonly<Record<string, Mistake>>>({});

  const made = useRef<string>(undefined);

  const make = useUnsavedForm(held, async () => {
    const inbox = readInbox();
    if (inbox === undefined || isSaving || made.current !== undefined) return undefined;
    made.current = await create(inbox);
    return made.current === undefined ? undefined : held;
  });

  /** Whoever makes it goes to its page; whoever makes it on the way out goes where they wanted to. */
  async function save(): Promise<void> {
    if (!(await make()) || made.current === undefined) return;
    await router.navigate({ href: made.current, ignoreBlocker: true });
  }

  /** @returns where its page is; `undefined` if it is not made */
  async function create({ name, channel, settings }: NewInbox): Promise<string | undefined> {
    setSaving(true);
    setProblem(null);
    setRefused({});
    try {
      const given = typeof settings === "function" ? await settings() : settings;
      const { id } = await api.createInbox({ name: name.trim(), channel, settings: given });
      await queries.invalidateQueries({ queryKey: ["inboxes"] });
      return `/settings/channels/${channel}/${id}`;
    } catch (error) {
      setProblem(channelErrorText(error));
      setRefused(error instanceof ApiError ? mistakesFromServer(error.details) : {});
      return undefined;
    } finally {
      setSaving(false);
    }
  }

  return { save, isSaving, problem, refused };
}
