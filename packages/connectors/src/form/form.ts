import {
  type Connector,
  type ConnectorDefinition,
  SendError,
  type SubmittedForm,
} from "@circuito/connector";
import { normalizeForm } from "./normalize.ts";
import { type FormSettings, formSettings } from "./settings.ts";

/** The contact form: pages of ours take it in, a mailbox answers it (decision 33). */
export const form: ConnectorDefinition<FormSettings> = {
  channel: "form",
  capabilities: {
    textLengthMax: 10_000,
    media: false,
    receipts: [],
    runs: "anywhere",
    webhook: false,
    socket: false,
  },
  settings: formSettings,
  secrets: [],
  secretsGoTo: {},
  open: (_inbox, host): Connector => ({
    async submitted(submitted: SubmittedForm) {
      const [received] = await host.receive([normalizeForm(submitted)]);
      if (!received) throw new Error("the host gave no outcome for a form");
      return received.outcome;
    },
    // Its conversations are in a mailbox: whatever comes here was meant for a form without one.
    async send({ media, text }) {
      if (media.length > 0 || text.length > form.capabilities.textLengthMax) {
        throw new SendError("unsupported", "a form carries nothing to customers");
      }
      throw new SendError("unreachable-address", "a form has no way back of its own");
    },
    stop: async () => {},
  }),
};
