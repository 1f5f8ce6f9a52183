import type { ConversationView, ListedMacroView, MacroView } from "@circuito/protocol";
import { useQuery } from "@tanstack/react-query";
import { request } from "../api/request.ts";

/** A macro as one writes it. */
export type WrittenMacro = Pick<
  MacroView,
  "name" | "acts" | "draft" | "scope" | "queueId" | "channels"
>;

export interface MacroRun {
  readonly macroId: string;
  readonly epoch: number;
  /** Made by who presses: said again with it, it is the same run. */
  readonly clientId: string;
}

export interface MacroRan {
  readonly conversation: ConversationView;
  readonly draft: string | null;
  readonly repeated: boolean;
}

const macro = (id: string) => `/macros/${encodeURIComponent(id)}`;

export const macrosApi = {
  list: async () => (await request<{ items: ListedMacroView[] }>("GET", "/macros")).items,
  create: (body: WrittenMacro & { readonly id: string }) =>
    request<MacroView>("POST", "/macros", { body }),
  update: (id: string, body: WrittenMacro & { readonly version: number }) =>
    request<MacroView>("PUT", macro(id), { body }),
  remove: (id: string) => request<object>("DELETE", macro(id)),
  run: (conversationId: string, body: MacroRun) =>
    request<MacroRan>("POST", `/conversations/${encodeURIComponent(conversationId)}/macro-runs`, {
      body,
    }),
};

/** A notice renews them; this is only the belt. */
const STALE_MS = 5 * 60_000;

export const useMacros = () =>
  useQuery({ queryKey: ["macros"], queryFn: macrosApi.list, staleTime: STALE_MS });
