import type { AlertView, BulletinTest, BulletinView, OwnMailView } from "@circuito/protocol";
import { useQuery } from "@tanstack/react-query";
import { request } from "../api/request.ts";

/** Who hears of one: a room that is there is named by its id, and keeps its address. */
export type TargetForm =
  | { readonly kind: "mail"; readonly address: string }
  | { readonly kind: "slack"; readonly name: string; readonly url: string }
  | { readonly kind: "slack"; readonly name: string; readonly id: string };

/** What a person sets of one. */
export type AlertForm = Pick<
  AlertView,
  "name" | "language" | "condition" | "pauseMinutes" | "isOn"
> & { readonly targets: readonly TargetForm[] };

export interface AlertTest {
  readonly items: readonly (BulletinTest & { readonly targetId: string; readonly to: string })[];
}

/** Alerts are looked at twice a minute. */
const LIST_EVERY_MS = 15_000;
/** A server may take its time before it answers a test. */
const TEST_TIMEOUT_MS = 75_000;

const alert = (id: string, rest = "") => `/alerts/${encodeURIComponent(id)}${rest}`;

export const alertsApi = {
  create: (body: AlertForm) => request<AlertView>("POST", "/alerts", { body }),
  update: (id: string, body: Partial<AlertForm>) =>
    request<AlertView>("PATCH", alert(id), { body }),
  remove: (id: string) => request<object>("DELETE", alert(id)),
  test: (id: string) =>
    request<AlertTest>("POST", alert(id, "/test"), { body: {}, timeoutMs: TEST_TIMEOUT_MS }),
  setMail: (inboxId: string | null) =>
    request<OwnMailView>("PUT", "/own-mail", { body: { inboxId } }),
  testMail: (to: string, language: AlertView["language"]) =>
    request<BulletinTest>("POST", "/own-mail/test", {
      ...{ body: { to, language }, timeoutMs: TEST_TIMEOUT_MS },
    }),
};

export const useAlerts = () =>
  useQuery({
    queryKey: ["alerts"],
    queryFn: async () => (await request<{ items: AlertView[] }>("GET", "/alerts")).items,
    refetchInterval: LIST_EVERY_MS,
  });

export const useAlertBulletins = (id: string) =>
  useQuery({
    queryKey: ["alerts", id, "bulletins"],
    queryFn: async () =>
      (await request<{ items: BulletinView[] }>("GET", alert(id, "/bulletins"))).items,
    refetchInterval: LIST_EVERY_MS,
  });

export const useOwnMail = () =>
  useQuery({
    queryKey: ["own-mail"],
    queryFn: () => request<OwnMailView>("GET", "/own-mail"),
  });
