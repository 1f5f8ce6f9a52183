import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { ApiError } from "../../api/request.ts";
import { useWorkspace } from "../../workspace/workspace-context.ts";
import { channelErrorText } from "../channel-error.ts";
import { type Mistake, mistakesFromServer, type Settings } from "./mistakes.ts";

interface NewInbox {
  readonly name: string;
  readonly channel: "form" | "sms" | "webchat";
  readonly settings: Settings;
}

/** Makes an inbox and goes to its page; what the server refuses is told at its field. */
export function useCreateInbox() {
  const { queries } = useWorkspace();
  const router = useRouter();
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [refused, setRefused] = useState<Readonly<Record<string, Mistake>>>({});

  async function create({ name, channel, settings }: NewInbox): Promise<void> {
    setSaving(true);
    setProblem(null);
    setRefused({});
    try {
      const { id } = await api.createInbox({ name: name.trim(), channel, settings });
      await queries.invalidateQueries({ queryKey: ["inboxes"] });
      await router.navigate({ href: `/settings/channels/${channel}/${id}` });
    } catch (error) {
      setProblem(channelErrorText(error));
      setRefused(error instanceof ApiError ? mistakesFromServer(error.details) : {});
      setSaving(false);
    }
  }

  return { create, isSaving, problem, refused };
}
