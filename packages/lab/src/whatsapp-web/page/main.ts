import { readDevice } from "./device-store.ts";
import { requireModule } from "./modules.ts";
import { listenToServer, reportPageErrors } from "./server.ts";
import "./collections.ts";
import "./people.ts";
import "./chats.ts";
import "./send.ts";
import "./act.ts";
import "./media.ts";
import "./vcards.ts";
import { takeFromServer } from "./from-server.ts";

/** What the library looks for: WhatsApp's loader of modules, and the version it says it is. */
interface WhatsappWindow {
  require: typeof requireModule;
  Debug: { VERSION?: string };
}

declare const window: Window & WhatsappWindow;

const VERSION = "2.3000.1023000000";

reportPageErrors();
window.require = requireModule;
window.Debug = {};
start();

async function start(): Promise<void> {
  listenToServer(await readDevice(), (down) => {
    takeFromServer(down);
    // Last: the library waits for it, and then takes the page as it is.
    if (down.kind === "unpaired" || down.kind === "connect") window.Debug.VERSION = VERSION;
  });
}
