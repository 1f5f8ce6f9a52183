import type { PolicyTrial, SlaPolicyBody, SlaPolicyView } from "@circuito/protocol";
import { useQuery } from "@tanstack/react-query";
import { request } from "../api/request.ts";

const policy = (id: string, rest = "") => `/sla-policies/${encodeURIComponent(id)}${rest}`;

/** Policies as the protocol has them. */
export const slaApi = {
  list: () => request<{ items: SlaPolicyView[] }>("GET", "/sla-policies"),
  create: (body: SlaPolicyBody) => request<SlaPolicyView>("POST", "/sla-policies", { body }),
  update: (id: string, body: SlaPolicyBody) => request<SlaPolicyView>("PUT", policy(id), { body }),
  remove: (id: string) => request<object>("DELETE", policy(id)),
  rebase: (id: string) =>
    request<{ conversations: number }>("POST", policy(id, "/rebase"), { body: {} }),
  try: (body: SlaPolicyBody, level: 1 | 2 | 3, signal: AbortSignal) =>
    request<PolicyTrial>("POST", "/sla-policy-trial", { body: { policy: body, level }, signal }),
};

export function usePolicies() {
  return useQuery({
    queryKey: ["sla-policies"],
    queryFn: async () => (await slaApi.list()).items,
  });
}
