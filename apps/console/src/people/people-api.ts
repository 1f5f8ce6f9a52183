import type {
  Invitation,
  LoginView,
  Permission,
  PersonView,
  UpdatePersonBody,
} from "@circuito/protocol";
import { useQuery } from "@tanstack/react-query";
import { request } from "../api/request.ts";
import { useMe } from "../workspace/workspace-context.ts";

interface ListOf<T> {
  readonly items: T[];
}
export interface Invited extends ListOf<Invitation> {
  readonly expiresAt: string;
}
export interface Disabled {
  readonly person: PersonView;
  readonly handedOver: number;
  readonly putBack: number;
}

const person = (id: string, rest = "") => `/people/${encodeURIComponent(id)}${rest}`;

/** People and their way in, as the protocol has them. */
export const peopleApi = {
  list: () => request<ListOf<PersonView>>("GET", "/people"),
  get: (id: string) => request<PersonView>("GET", person(id)),
  invite: (body: {
    people: readonly { name: string; email: string }[];
    role: PersonView["role"];
    queueIds: readonly string[];
  }) => request<Invited>("POST", "/people", { body }),
  update: (id: string, body: UpdatePersonBody) =>
    request<PersonView>("PATCH", person(id), { body }),
  disable: (id: string, handTo: { personId: string; note: string } | null) =>
    request<Disabled>("POST", person(id, "/disable"), { body: { handTo } }),
  enable: (id: string) => request<PersonView>("POST", person(id, "/enable"), { body: {} }),
  makeLink: (id: string) =>
    request<{ token: string; expiresAt: string }>("POST", person(id, "/password-link"), {
      body: {},
    }),
  addAbsence: (id: string, body: { from: string; until: string; putsBack: boolean }) =>
    request<PersonView>("POST", person(id, "/absences"), { body }),
  removeAbsence: (id: string, absence: string) =>
    request<PersonView>("DELETE", person(id, `/absences/${absence}`)),
  listSessions: (id: string) => request<ListOf<LoginView>>("GET", person(id, "/sessions")),
  endSessions: (id: string) => request<ListOf<LoginView>>("DELETE", person(id, "/sessions")),
  listOwnSessions: () => request<ListOf<LoginView>>("GET", "/session/all"),
  endOwnSession: (id: string) => request<ListOf<LoginView>>("DELETE", `/session/all/${id}`),
  changePassword: (current: string, next: string) =>
    request<object>("PUT", "/session/password", { body: { current, next } }),
  getSignature: () => request<{ text: string }>("GET", "/session/signature"),
  setSignature: (text: string) =>
    request<{ text: string }>("PUT", "/session/signature", { body: { text } }),
  listPermissions: () => request<ListOf<Permission>>("GET", "/permissions"),
};

/** Asked for by who may see it; the page tells everybody else. */
export function usePeople() {
  return useQuery({
    queryKey: ["people"],
    enabled: useMe().role === "admin",
    queryFn: async () => (await peopleApi.list()).items,
  });
}

/** Where a password is chosen; the token stays behind `#`, which no server sees. */
export const linkOf = (token: string): string => `${location.origin}/set-password#${token}`;
