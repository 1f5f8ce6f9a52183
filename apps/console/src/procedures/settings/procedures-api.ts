import type {
  ListedProcedure,
  ProcedureContent,
  ProcedureFiguresView,
  ProcedureVersionView,
  ProcedureView,
} from "@circuito/protocol";
import { request } from "../../api/request.ts";

const one = (id: string, verb = "") => `/procedures/${encodeURIComponent(id)}${verb}`;

interface ProcedureChange {
  /** The one that was seen: under another one nothing is saved. */
  readonly revision: number;
  readonly content?: ProcedureContent;
  readonly isArchived?: boolean;
}

/** The routes of procedures as they are written. */
export const proceduresApi = {
  list: async () => (await request<{ items: ListedProcedure[] }>("GET", "/procedures")).items,
  create: (id: string, content: ProcedureContent) =>
    request<ProcedureView>("POST", "/procedures", { body: { id, content } }),
  update: (id: string, body: ProcedureChange) => request<ProcedureView>("PATCH", one(id), { body }),
  publish: (id: string, revision: number) =>
    request<ProcedureView>("POST", one(id, "/publish"), { body: { revision } }),
  versions: async (id: string) =>
    (await request<{ items: ProcedureVersionView[] }>("GET", one(id, "/versions"))).items,
  figures: (id: string) => request<ProcedureFiguresView>("GET", one(id, "/figures")),
};
