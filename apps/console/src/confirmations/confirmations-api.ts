import type { ConfirmationPolicyBody, ConfirmationPolicyView } from "@circuito/protocol";
import { CONFIRMATION_DELAY_MS, CONFIRMATION_SILENCE_MS } from "@circuito/protocol/asks-text";
import { useQuery } from "@tanstack/react-query";
import { request } from "../api/request.ts";

/** Policies as the protocol has them. */
export const confirmationsApi = {
  list: () => request<{ items: ConfirmationPolicyView[] }>("GET", "/confirmation-policies"),
  save: (body: ConfirmationPolicyBody) =>
    request<ConfirmationPolicyView>("PUT", "/confirmation-policies", { body }),
  remove: (id: string) =>
    request<object>("DELETE", `/confirmation-policies/${encodeURIComponent(id)}`),
};

export const CONFIRMATIONS_KEY = ["confirmation-policies"];

export function useConfirmations() {
  return useQuery({
    queryKey: CONFIRMATIONS_KEY,
    queryFn: async () => (await confirmationsApi.list()).items,
  });
}

/** What holds where nobody said anything, and where a new policy begins. */
export const UNWRITTEN: ConfirmationPolicyBody = {
  queueId: null,
  channel: null,
  enabled: false,
  delayMs: CONFIRMATION_DELAY_MS,
  silenceMs: CONFIRMATION_SILENCE_MS,
  words: {},
};
