/** Jest runs the TypeScript sources: no build stands between an edit and its test. */
export default {
  globalSetup: "<rootDir>/tests/setup/global-setup.mjs",
  globalTeardown: "<rootDir>/tests/setup/global-teardown.mjs",
  setupFilesAfterEnv: ["<rootDir>/tests/setup/cost-matcher.ts"],
  testSequencer: "<rootDir>/tests/setup/slowest-first.cjs",
  testMatch: ["<rootDir>/{packages,apps,tests}/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "/dist/"],
  modulePathIgnorePatterns: ["/dist/"],
  // Five seconds, Jest's own, is what a database under a full machine takes for a long test.
  testTimeout: 30_000,
  // "@circuito/source" is our own export condition: packages resolve to src/, not dist/.
  testEnvironmentOptions: { customExportConditions: ["@circuito/source", "node", "node-addons"] },
  transform: {
    // Pages that the server renders; browsers' own components are built by Vite.
    "^.+\\.tsx$": [
      "@swc/jest",
      {
        jsc: {
          target: "es2022",
          parser: { syntax: "typescript", tsx: true },
          transform: { react: { runtime: "automatic", importSource: "preact" } },
        },
        module: { type: "commonjs" },
      },
    ],
    "^.+\\.(ts|js|mjs)$": [
      "@swc/jest",
      {
        jsc: { target: "es2022", parser: { syntax: "typescript", tsx: false } },
        module: { type: "commonjs" },
      },
    ],
  },
  // The few libraries that ship ES modules only are compiled like our own code.
  transformIgnorePatterns: [
    "/node_modules/(?!(\\.pnpm/)?(client-zip|eld|jose|marked|preact|preact-render-to-string|uuidv7)@?)",
  ],
  // Jest resolves as `require` does, and this one is exported to `import` alone.
  moduleNameMapper: {
    "^eld/extrasmall$":
      "<rootDir>/packages/router/node_modules/eld/src/entries/static.extrasmall.js",
  },
};
