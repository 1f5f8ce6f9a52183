import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { build, defaultClientConditions, defineConfig, type Plugin, type UserConfig } from "vite";

const ROOT = import.meta.dirname;

// Without import assertions on top of what every browser with adoptedStyleSheets can do.
const TARGET = ["chrome111", "firefox114", "safari16.4"];

/** The gateway serves all of dist/ under it, except the loader and the pages. */
const BASE = "/widget/";

/** Our packages from their sources: no build of theirs stands between an edit and this one. */
const resolve = { conditions: ["@circuito/source", ...defaultClientConditions] };
const oxc = { jsx: { runtime: "automatic", importSource: "preact" } } as const;

/** A build of its own that is put beside this one. */
function apart(name: string, options: UserConfig["build"]): Plugin {
  let outDir = "dist";
  return {
    name,
    configResolved: (config) => {
      outDir = config.build.outDir;
    },
    closeBundle: async () => {
      await build({
        configFile: false,
        root: ROOT,
        base: BASE,
        logLevel: "warn",
        resolve,
        oxc,
        build: { outDir, emptyOutDir: false, target: TARGET, ...options },
      });
    },
  };
}

/** The loader is a classic script under a fixed name: host pages carry its address for years. */
const loader = apart("circuito-loader", {
  rolldownOptions: {
    input: join(ROOT, "src/loader/main.ts"),
    output: { format: "iife", entryFileNames: "widget.js" },
  },
});

/** Comes behind the loader, in the same file, for inboxes that invite visitors to chat. */
const invite = apart("circuito-invite", {
  rolldownOptions: {
    input: join(ROOT, "src/invite/main.ts"),
    output: { format: "iife", entryFileNames: "invite.js" },
  },
});

/**
 * What the console shows a look in before anybody saved it. On its own: with the chat's script in one
 * build, what they share would be a file more for every visitor to fetch.
 */
const preview = apart("circuito-preview", {
  assetsDir: "preview/assets",
  assetsInlineLimit: 0,
  modulePreload: false,
  rolldownOptions: {
    input: [join(ROOT, "preview/site.html"), join(ROOT, "preview/chat.html")],
  },
});

/** Files that are served as they are: the demo shop, and the loader's style sheet as a fallback. */
function verbatim(files: Record<string, string>): Plugin {
  return {
    name: "circuito-verbatim",
    async generateBundle() {
      for (const [fileName, from] of Object.entries(files)) {
        this.emitFile({ type: "asset", fileName, source: await readFile(join(ROOT, from)) });
      }
    },
  };
}

const config: UserConfig = defineConfig({
  root: ROOT,
  base: BASE,
  resolve,
  oxc,
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: TARGET,
    assetsDir: "app/assets",
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: { input: join(ROOT, "app/index.html") },
  },
  plugins: [
    loader,
    invite,
    preview,
    verbatim({
      "widget.css": "src/loader/loader.css",
      "demo/index.html": "demo/index.html",
      "demo/shop.css": "demo/shop.css",
      "demo/shop.js": "demo/shop.js",
    }),
  ],
});
export default config;
