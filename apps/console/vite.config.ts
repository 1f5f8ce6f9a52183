import { compileMessage } from "@lingui/message-utils/compileMessage";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defaultClientConditions, defineConfig, type Plugin } from "vite";

/** Catalogs are ICU text in the sources and parsed here, so that no parser goes to the browser. */
function compileCatalogs(): Plugin {
  return {
    name: "compile-catalogs",
    enforce: "pre",
    transform(code, id) {
      if (!/\/i18n\/catalogs\/[^/]+\.json$/.test(id)) return null;
      const messages = Object.entries<string>(JSON.parse(code));
      const compiled = messages.map(([key, text]) => [key, compileMessage(text)]);
      return { code: JSON.stringify(Object.fromEntries(compiled)), map: null };
    },
  };
}

/**
 * The primitives bring what they say to screen readers in 34 languages, all of them in the page. Those
 * that nobody can choose here stay behind; their dictionary takes an absent one as not written.
 */
function ownLanguagesOnly(): Plugin {
  return {
    name: "own-languages-only",
    enforce: "pre",
    load(id) {
      const locale =
        /\/react-(?:aria|stately|aria-components)\/dist\/.*\/intl\/.*\/([a-z]{2}-[A-Z]{2})\.mjs$/.exec(
          id,
        )?.[1];
      if (locale === undefined || /^(?:pt-BR|en-US|es-ES)$/.test(locale)) return null;
      return "export default undefined;";
    },
  };
}

/** What so many screens need is one file, which is there after the first of them. */
const SCREENS_THAT_SHARE = 12;

export default defineConfig({
  plugins: [compileCatalogs(), ownLanguagesOnly(), react(), tailwindcss()],
  resolve: {
    // Our packages from their sources: no build of theirs stands between an edit and this one.
    conditions: ["@circuito/source", ...defaultClientConditions],
  },
  build: {
    // Chrome 111, Safari 16.4, Firefox 128: the floor of the stylesheet.
    target: ["chrome111", "safari16.4", "firefox128"],
    // A data: URL would need `font-src data:` in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What the page needs before it can be used goes in one file. Left alone, the bundler cuts it along
    // every screen that shares a module with it: dozens of files, each compressed on its own, and a sign
    // of 300 bytes in a file by itself.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "console", tags: ["$initial"] },
            { name: "signs", test: /lucide-react/ },
            { name: "shared", minShareCount: SCREENS_THAT_SHARE },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      "/api": "http://127.0.0.1:4000",
      "/socket.io": { target: "http://127.0.0.1:4000", ws: true },
    },
  },
});
