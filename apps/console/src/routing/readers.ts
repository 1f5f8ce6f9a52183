/** Supervisors read the rules and try them out; only admins change them. */
export const READERS = { role: "supervisor" } as const;
