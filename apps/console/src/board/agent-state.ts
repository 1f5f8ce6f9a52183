import type { AgentNowView } from "@circuito/protocol";
import type { PresenceDot, Tone } from "@circuito/ui";
import { t } from "../i18n/translate.ts";
import { presenceText } from "../presence/presence-labels.ts";

/** Who wants something and whom no socket reaches: not a pause, and not the end of their day. */
export type AgentState = AgentNowView["wanted"] | "disconnected";

export function agentState({ wanted, reachable }: Pick<AgentNowView, "wanted" | "reachable">) {
  return !reachable && wanted !== "offline" ? "disconnected" : wanted;
}

export const agentStateText = (
  agent: Pick<AgentNowView, "wanted" | "reachable" | "wantedReason">,
): string => (agentState(agent) === "disconnected" ? t("board.disconnected") : presenceText(agent));

export const STATE_DOT: Readonly<Record<AgentState, PresenceDot>> = {
  available: "online",
  busy: "away",
  away: "away",
  disconnected: "offline",
  offline: "offline",
};

export const STATE_TONE: Readonly<Record<AgentState, Tone>> = {
  available: "neutral",
  busy: "neutral",
  away: "neutral",
  disconnected: "warn",
  offline: "neutral",
};

/** Who may need somebody first. */
const ORDER: readonly AgentState[] = ["disconnected", "available", "busy", "away", "offline"];

/** By state, then the fullest first, then by name as the server has it. */
export function byState(agents: readonly AgentNowView[]): readonly AgentNowView[] {
  const fullness = ({ load, capacity }: AgentNowView) => (capacity === 0 ? 0 : load / capacity);
  return [...agents].sort(
    (a, b) =>
      ORDER.indexOf(agentState(a)) - ORDER.indexOf(agentState(b)) || fullness(b) - fullness(a),
  );
}
