import { nameOfFreeAgent } from "@circuito/domain";
import type { AgentSettings } from "@circuito/protocol";
import {
  type AgentSettingsRow,
  findAgentSettings,
  loadAgentViews,
  loadChannelWeights,
  lockAgentSettings,
  replaceChannelWeights,
  saveAgentSettings,
} from "@circuito/store";
import type { Handlers } from "../handler.ts";
import { agentViewOf } from "../views.ts";
import { nothingHere } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

/** What people can hold and do, and what channels cost them. */
export function agentSettingsHandlers(
  parts: WebParts,
): Pick<Handlers, "getAgent" | "updateAgent" | "getChannelWeights" | "setChannelWeights"> {
  const { database, desk } = parts;

  async function shown(settings: AgentSettingsRow | undefined): Promise<AgentSettings> {
    const [view] = settings ? await loadAgentViews(database.pool, [settings.id]) : [];
    if (!settings || !view) throw nothingHere();
    const { channelLimits, skills, languages } = settings;
    return {
      ...agentViewOf(view),
      channelLimits: { ...channelLimits },
      skills: { ...skills },
      languages: [...languages],
    };
  }

  return {
    getAgent: async ({ params }) => shown(await findAgentSettings(database.pool, params.id)),

    async updateAgent({ params, body }) {
      const saved = await database.transaction(async ({ client }) => {
        const before = await lockAgentSettings(client, params.id);
        if (!before) throw nothingHere();
        const after: AgentSettingsRow = {
          ...before,
          capacity: body.capacity ?? before.capacity,
          channelLimits: body.channelLimits ?? before.channelLimits,
          skills: body.skills ?? before.skills,
          languages: body.languages ?? before.languages,
        };
        await saveAgentSettings(client, after);
        return after;
      });
      desk.wake.publish("outbox");
      await desk.jobs.nudge("assign", [nameOfFreeAgent(saved.id)]);
      return shown(saved);
    },

    async getChannelWeights() {
      return { weights: { ...(await loadChannelWeights(database.pool)) } };
    },

    async setChannelWeights({ body }) {
      await database.transaction(({ client }) => replaceChannelWeights(client, body.weights));
      parts.configurationChanged();
      return body;
    },
  };
}
