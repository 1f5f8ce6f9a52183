import type { AttendantVersionView, AttendantView, InboxAttendantView } from "@circuito/protocol";
import type { AttendantFlow } from "@circuito/protocol/attendant-text";
import { request } from "../api/request.ts";

const of = (inboxId: string, verb = "") =>
  `/inboxes/${encodeURIComponent(inboxId)}/attendant${verb}`;

/** The routes of the protocol that the screens of attendants use, by the names they have there. */
export const attendantsApi = {
  listAttendants: () => request<{ items: InboxAttendantView[] }>("GET", "/attendants"),
  getAttendant: (inboxId: string) => request<AttendantView>("GET", of(inboxId)),
  setAttendant: (inboxId: string, version: number, flow: AttendantFlow | null) =>
    request<AttendantView>("PUT", of(inboxId), { body: { version, flow } }),
  listAttendantVersions: (inboxId: string) =>
    request<{ items: AttendantVersionView[]; hasMore: boolean }>("GET", of(inboxId, "/versions")),
  getAttendantVersion: (inboxId: string, version: number) =>
    request<AttendantView>("GET", of(inboxId, `/versions/${version}`)),
};

/** What the server parsed has what a flow has; only the absent fields are said otherwise. */
export const flowOf = ({ flow }: AttendantView): AttendantFlow | null =>
  JSON.parse(JSON.stringify(flow)) as AttendantFlow | null;
