import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, extname, join, normalize } from "node:path";
import { promisify } from "node:util";

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".woff2": "font/woff2",
};

/** What stands in for a stranger's mail, with the policy that mails are served with. */
const MAIL = "/mail.html";
const MAIL_POLICY =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";

/** A built catalogue on a free port; disposing closes it and deletes the build. */
export interface ServedCatalogue extends AsyncDisposable {
  readonly url: string;
}

/**
 * Builds the catalogue into a temporary folder and serves it under the console's own content
 * security policy: a component that needs more than that policy shows up as a console error.
 */
export async function serveBuild(): Promise<ServedCatalogue> {
  const folder = await mkdtemp(join(tmpdir(), "circuito-catalogue-"));
  await build(folder);
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const path = pathname === "/" ? "/index.html" : normalize(pathname);
    try {
      const body = await readFile(join(folder, path));
      const nonce = randomBytes(16).toString("base64");
      response.setHeader("content-type", MEDIA_TYPES[extname(path)] ?? "application/octet-stream");
      response.setHeader("content-security-policy", path === MAIL ? MAIL_POLICY : policy(nonce));
      response.end(
        path.endsWith(".html") ? body.toString().replaceAll("__CSP_NONCE__", nonce) : body,
      );
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("server has no port");
  return {
    url: `http://127.0.0.1:${address.port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Vite is ES modules only and Jest is not: it runs as the command it also is. */
async function build(outDir: string): Promise<void> {
  const vite = join(
    dirname(createRequire(import.meta.filename).resolve("vite/package.json")),
    "bin/vite.js",
  );
  const config = join(import.meta.dirname, "vite.config.ts");
  const { NODE_ENV: _, ...env } = process.env;
  await promisify(execFile)(
    process.execPath,
    [vite, "build", "--config", config, "--outDir", outDir, "--emptyOutDir"],
    { env },
  );
}

function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
