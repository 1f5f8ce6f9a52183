import { Button, Callout } from "@circuito/ui";
import { Coffee } from "lucide-react";
import { useEffect, useRef } from "react";
import { useT } from "../i18n/translate.ts";
import { useSetPresence } from "../presence/use-set-presence.ts";
import { useShortcuts } from "../shell/use-shortcuts.ts";
import { nameOf } from "../verbs/name-of.ts";
import { useMe, useWorkspace } from "../workspace/workspace-context.ts";
import { OfferCard } from "./offer-card.tsx";
import { useAnswerOffer } from "./use-answer-offer.ts";
import { useOffers } from "./use-offers.ts";

/** More than these at once are a list nobody reads; the next one comes when one is answered. */
const CARDS_MAX = 3;

/** Offers come up at the edge, over nothing that is being written; they take no focus. */
export function OfferTray() {
  const t = useT();
  const { announcer } = useWorkspace();
  const offers = useOffers();
  const answer = useAnswerOffer();
  const [first] = offers;
  useShortcuts(first === undefined ? {} : { acceptOffer: () => void answer.accept(first) });

  const told = useRef(new Set<string>());
  useEffect(() => {
    for (const { id, conversation } of offers) {
      if (told.current.has(id)) continue;
      told.current.add(id);
      announcer.announce(t("offer.spoken", { name: nameOf(conversation) }), "assertive");
    }
  }, [offers, announcer, t]);

  return (
    <section
      aria-label={t("offer.region")}
      // Under the header, no wider than the context: never over the composer and what sends.
      className={`offer-place fixed top-24 right-2 z-50 flex w-70 flex-col gap-2 max-[899.98px]:inset-x-3 max-[899.98px]:top-14 max-[899.98px]:w-auto ${offers.length % 2 === 0 ? "settle-even" : "settle-odd"}`}
    >
      <AwayForMisses />
      {offers.slice(0, CARDS_MAX).map((offer) => (
        <OfferCard key={offer.id} offer={offer} hasKeys={offer.id === first?.id} />
      ))}
    </section>
  );
}

/** Three offers went by: we said that they are away, and say so. */
function AwayForMisses() {
  const t = useT();
  const { wanted, wantedReason } = useMe();
  const setPresence = useSetPresence();
  if (wanted !== "away" || wantedReason !== "missed-offers") return null;
  return (
    <div className="rounded-pane shadow-menu">
      <Callout tone="warn" icon={<Coffee />} title={t("offer.awayTitle")}>
        <p>{t("offer.awayText")}</p>
        <Button size="small" className="mt-2" onPress={() => setPresence("available")}>
          {t("offer.backAgain")}
        </Button>
      </Callout>
    </div>
  );
}
