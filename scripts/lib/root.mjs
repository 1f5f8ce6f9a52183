import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The clone. */
export const ROOT = join(fileURLToPath(import.meta.url), "..", "..", "..");
