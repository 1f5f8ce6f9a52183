import type { Principal } from "@circuito/domain";

/** Nobody's: it is the house that asks, and nobody's first answer. */
export const HOUSE: Principal = {
  kind: "api-key",
  id: "asks",
  name: "Circuito",
  role: "admin",
};
