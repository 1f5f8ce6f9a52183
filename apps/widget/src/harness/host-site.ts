import type { Server } from "node:http";
import { INBOX } from "./chat-gateway.ts";
import { portOf, startServer } from "./web-server.ts";

/**
 * A customer's shop, of another origin than the gateway, under a policy as strict as can be.
 * @param options.loader path of the script: the one for all, or an inbox's own, which brings its invitations
 * @param options.name `localhost` makes it another site too, whose frames this browser refuses
 * any storage
 */
export async function startHostSite(
  gateway: string,
  { foreign = "", extra = "", name = "127.0.0.1", loader = "/widget.js" } = {},
): Promise<{ url: string; server: Server }> {
  const server = await startServer((request, response) => {
    if (request.url === "/shop.css") {
      response.writeHead(200, { "content-type": "text/css" });
      response.end("button, iframe, div { color: lime !important; font-size: 99px; }");
      return;
    }
    response.writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy":
        `default-src 'none'; script-src ${gateway}; frame-src ${gateway} ${foreign}; ` +
        "style-src 'self'; require-trusted-types-for 'script'",
    });
    response.end(
      `<!doctype html><html lang="pt-BR"><head><title>Loja</title>
      <meta name="viewport" content="width=device-width">
      <link rel="stylesheet" href="/shop.css"></head>
      <body><main><h1>Loja</h1><p><a href="#produtos">Produtos</a></p></main>
      ${foreign && `<iframe title="Anúncio" src="${foreign}"></iframe>`}
      <script async src="${gateway}${loader}" data-inbox="${INBOX}" ${extra}></script></body></html>`,
    );
  });
  return { url: `http://${name}:${portOf(server)}/`, server };
}

/** An advertisement in the shop's page that tries to talk to the chat and to the loader. */
export async function startForeignSite(): Promise<{ url: string; server: Server }> {
  const server = await startServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    response.end(`<!doctype html><title>Anúncio</title><script>
      const messages = [
        { circuito: 1, t: "init", token: "stolen", locale: "en", theme: "dark", accent: "#ff0000",
          page: "https://evil.example/", open: true, identifies: false },
        { circuito: 1, t: "set", locale: "en", accent: "#ff0000" },
        { circuito: 1, t: "logout" },
        { circuito: 1, t: "ready" }, { circuito: 1, t: "close" },
        { circuito: 1, t: "unread", count: 42 }, { circuito: 1, t: "token", token: "stolen" },
      ];
      let rounds = 0;
      setInterval(() => {
        for (const message of messages) {
          parent.postMessage(message, "*");
          for (let i = 0; i < parent.frames.length; i++) parent.frames[i].postMessage(message, "*");
        }
        document.title = "rounds:" + ++rounds;
      }, 20);
    </script>`);
  });
  return { url: `http://localhost:${portOf(server)}/`, server };
}
