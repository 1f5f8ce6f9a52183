import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { ApiError } from "../../api/request.ts";
import { useUnsavedForm } from "../../settings/use-unsaved-form.ts";
import { useWorkspace } from "../../workspace/workspace-context.ts";
import { channelErrorText } from "../channel-error.ts";
import { type Mistake, mistakesFromServer, type Settings } from "./mistakes.ts";

interface NewInbox {
  readonly name: string;
  readonly channel: "form" | "sms" | "webchat";
  readonly settings: Settings;
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

  const save = useUnsavedForm(held, async () => {
    const inbox = readInbox();
    if (inbox === undefined || isSaving) return undefined;
    return (await create(inbox)) ? held : undefined;
  });

  /** @returns whether it is made */
  async function create({ name, channel, settings }: NewInbox): Promise<boolean> {
    setSaving(true);
    setProblem(null);
    setRefused({});
    try {
      const { id } = await api.createInbox({ name: name.trim(), channel, settings });
      await queries.invalidateQueries({ queryKey: ["inboxes"] });
      await router.navigate({
        href: `/settings/channels/${channel}/${id}`,
        ignoreBlocker: true,
      });
      return true;
    } catch (error) {
      setProblem(channelErrorText(error));
      setRefused(error instanceof ApiError ? mistakesFromServer(error.details) : {});
      setSaving(false);
      return false;
    }
  }

  return { save, isSaving, problem, refused };
}
