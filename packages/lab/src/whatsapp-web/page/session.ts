import type { PageConduct, WireAccount } from "../wire.ts";
import { forgetDevice } from "./device-store.ts";
import { Emitter } from "./emitter.ts";
import { Model } from "./model.ts";
import { define } from "./modules.ts";
import { askServer, tellServer } from "./server.ts";
import { Wid } from "./wid.ts";

/** The account whose linked device this page is. */
export const me: { pn?: Wid; lid?: Wid } = {};

/** How this page treats what the library asks of it; the server decides. */
export const conduct: { now: PageConduct } = { now: { send: "deliver", media: "deliver" } };

class SocketModel extends Model {
  declare state: string;
  declare hasSynced: boolean;

  async logout(): Promise<void> {
    await askServer<null>({ kind: "logout" });
    await forgetDevice();
  }

  takeover(): void {
    tellServer({ kind: "take-over" });
  }

  reconnect(): void {
    tellServer({ kind: "reconnect" });
  }
}

class ConnModel extends Model {
  declare ref?: string;
  declare wid?: Wid;
  declare pushname?: string;
  declare platform?: string;
}

export const Socket = new SocketModel({ state: "OPENING", hasSynced: false });
export const Conn = new ConnModel();
export const Cmd = new Emitter();
const offline = { percent: 0 };

export function signIn({ pn, lid, pushname, platform }: WireAccount): void {
  me.pn = new Wid(pn);
  me.lid = new Wid(lid);
  Conn.set({ wid: me.pn, pushname, platform });
}

export function tellProgress(percent: number): void {
  offline.percent = percent;
  Cmd.trigger("offline_progress_update_from_bridge");
}

/** The keys are the device's own; they are in the QR code, and nobody looks at them. */
const KEY_BYTES = 32;
const keyOf = (byte: number): Uint8Array => new Uint8Array(KEY_BYTES).fill(byte);
const refreshQR = (): void => tellServer({ kind: "refresh-qr" });

/** Chrome, in WhatsApp's list of what a device may be. */
const DEVICE_PLATFORM = 1;

function encodeB64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

Object.assign(Cmd, { refreshQR });
define({
  WAWebSocketModel: { Socket },
  WAWebCmd: { Cmd },
  WAWebConnModel: { Conn },
  WAWebOfflineHandler: {
    OfflineMessageHandler: { getOfflineDeliveryProgress: () => offline.percent },
  },
  WAWebAltDeviceLinkingApi: {
    setPairingType: () => undefined,
    initializeAltDeviceLinking: async () => undefined,
    startAltLinkingFlow: (phone: string) => askServer<string>({ kind: "pairing-code", phone }),
    initializeQRLinking: async () => undefined,
  },
  WABase64: { encodeB64 },
  WAWebCompanionRegClientUtils: { DEVICE_PLATFORM },
  WAWebAdvSignatureApi: {},
  WAWebUserPrefsInfoStore: {
    waNoiseInfo: { get: async () => ({ staticKeyPair: { pubKey: keyOf(1) } }) },
  },
  WAWebSignalStoreApi: {
    waSignalStore: {
      getRegistrationInfo: async () => ({ identityKeyPair: { pubKey: keyOf(2) } }),
    },
  },
  WAWebUserPrefsMultiDevice: { getADVSecretKey: () => encodeB64(keyOf(3)) },
  WAWebLaunchSocketUtils: { refreshQR },
  WAWebUserPrefsMeUser: {
    getMaybeMePnUser: () => me.pn,
    getMaybeMeLidUser: () => me.lid,
  },
  WAWebMiscBrowserUtils: { info: () => ({ os: "Linux", name: "Chrome" }) },
  WAWebSyncGatingUtils: {},
  WAWebStreamModel: {
    Stream: { markAvailable: () => undefined, markUnavailable: () => undefined },
  },
  WAWebPresenceChatAction: {
    sendPresenceAvailable: () => tellServer({ kind: "presence", available: true }),
    sendPresenceUnavailable: () => tellServer({ kind: "presence", available: false }),
  },
});
