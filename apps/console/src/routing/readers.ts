import type { AgentRole } from "@circuito/protocol";

/** Supervisors read the rules and try them out; only admins change them. */
export const READERS: AgentRole = "supervisor";
