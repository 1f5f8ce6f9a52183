import type {
  AutoAnswers,
  ChatInstallation,
  IdentityCheck,
  IdentitySecret,
  InboxCalendar,
  InboxRoutingView,
  SenderCheck,
} from "@circuito/protocol";
import { request } from "../../api/request.ts";

/** A stranger's server, its redirects, and ours around it. */
const LOOK_TIMEOUT_MS = 100_000;

const inbox = (id: string, verb: string) => `/inboxes/${encodeURIComponent(id)}${verb}`;

/** What only the pages of inboxes ask, by the names it has in the protocol. */
export const inboxApi = {
  checkChatInstallation: (id: string, url: string) =>
    request<ChatInstallation>("POST", inbox(id, "/installation-check"), {
      body: { url },
      timeoutMs: LOOK_TIMEOUT_MS,
    }),
  checkSender: (id: string) =>
    request<SenderCheck>("POST", inbox(id, "/sender-check"), { timeoutMs: LOOK_TIMEOUT_MS }),
  checkIdentity: (id: string, token: string) =>
    request<IdentityCheck>("POST", inbox(id, "/identity-check"), { body: { token } }),
  makeIdentitySecret: (id: string, overlapHours: number) =>
    request<IdentitySecret>("POST", inbox(id, "/identity-secret"), { body: { overlapHours } }),
  getInboxCalendar: (id: string) => request<InboxCalendar>("GET", inbox(id, "/calendar")),
  setInboxCalendar: (id: string, calendarId: string | null) =>
    request<InboxCalendar>("PUT", inbox(id, "/calendar"), { body: { calendarId } }),
  /** @param as `in-force`, `rules`, or the id of a queue that they would go to */
  getInboxRouting: (id: string, as: string) =>
    request<InboxRoutingView>("GET", inbox(id, "/routing"), { query: { as } }),
  setInboxRouting: (
    id: string,
    body: { readonly queueId: string | null; readonly inForce: number; readonly note: string },
  ) => request<InboxRoutingView>("PUT", inbox(id, "/routing"), { body }),
  draftInboxRouting: (
    id: string,
    body: { readonly queueId: string | null; readonly inForce: number },
  ) => request<InboxRoutingView>("PUT", inbox(id, "/routing/draft"), { body }),
  getAutoAnswers: (id: string) => request<AutoAnswers>("GET", inbox(id, "/auto-answers")),
  setAutoAnswers: (id: string, answers: AutoAnswers) =>
    request<AutoAnswers>("PUT", inbox(id, "/auto-answers"), { body: answers }),
};
