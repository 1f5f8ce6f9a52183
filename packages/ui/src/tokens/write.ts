import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderTokensCss } from "./render-css.ts";

writeFileSync(join(import.meta.dirname, "../styles/tokens.css"), renderTokensCss());
