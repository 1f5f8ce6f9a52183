import type { SpecialContentView } from "@circuito/protocol";
import {
  CircleHelp,
  ClipboardList,
  ContactRound,
  Info,
  ListChecks,
  MapPin,
  PhoneMissed,
  ShoppingCart,
  Tag,
  UsersRound,
  Vote,
} from "lucide-react";
import type { ReactNode } from "react";
import { addressText } from "../i18n/labels.ts";
import { currentLocale, useT } from "../i18n/translate.ts";

type Of<Kind extends SpecialContentView["kind"]> = Extract<SpecialContentView, { kind: Kind }>;

interface SpecialBlockProps {
  readonly special: SpecialContentView;
  /** The message's words: what they say already is not said twice. */
  readonly text: string;
}

/** Content of a kind of its own, as far as it can be read here. */
export function SpecialBlock({ special, text }: SpecialBlockProps) {
  const t = useT();
  switch (special.kind) {
    case "location":
      return <Location place={special} />;
    case "contacts":
      return <Contacts cards={special} />;
    case "choice":
      return (
        <Block icon={<ListChecks />} kind={t("chat.choice")}>
          {special.title !== text && <b className="block font-medium">{special.title}</b>}
          {special.description}
        </Block>
      );
    case "form":
      return (
        <Block
          icon={<ClipboardList />}
          kind={
            special.asked === "before-chat"
              ? t("chat.preChat")
              : t("chat.form", { name: special.name })
          }
        >
          <Facts facts={special.fields} />
        </Block>
      );
    case "order":
      return <Order order={special} />;
    case "product":
      return (
        <Block icon={<Tag />} kind={t("chat.product")}>
          {t("chat.productId", { id: special.productId })}
        </Block>
      );
    case "poll":
      return (
        <Block icon={<Vote />} kind={t("chat.poll")}>
          <b className="block font-medium">{special.question}</b>
          <ul className="list-disc ps-4">
            {special.options.map((option, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two options may read the same
              <li key={place}>{option}</li>
            ))}
          </ul>
        </Block>
      );
    case "invitation":
      return (
        <Block icon={<UsersRound />} kind={t("chat.invitation")}>
          {special.name}
        </Block>
      );
    case "notice":
      return (
        <Block
          icon={special.event === "missed-call" ? <PhoneMissed /> : <Info />}
          kind={t(`chat.notice.${special.event}`)}
        >
          {special.detail !== text && special.detail}
        </Block>
      );
    case "unsupported":
      return <Unsupported special={special} />;
  }
}

interface BlockProps {
  readonly icon: ReactNode;
  readonly kind: string;
  readonly children?: ReactNode;
}

function Block({ icon, kind, children }: BlockProps) {
  return (
    <div className="my-0.5 flex gap-2 rounded-row border border-line px-2 py-1.5 text-13 whitespace-normal [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:flex-none [&>svg]:text-fg-2">
      {icon}
      <div className="min-w-0 wrap-anywhere">
        <p className="text-12 text-fg-2">{kind}</p>
        {children}
      </div>
    </div>
  );
}

/** Degrees to a metre or so; more digits say nothing. */
const COORDINATE_DIGITS = 5;

/** A map is a stranger's page: it is opened by a press, and nothing of it is loaded here. */
function Location({ place }: { readonly place: Of<"location"> }) {
  const t = useT();
  const { latitude, longitude, name, address, live } = place;
  const coordinates = [latitude, longitude].map((degrees) => degrees.toFixed(COORDINATE_DIGITS));
  const [north = "", east = ""] = coordinates;
  const href = `https://www.openstreetmap.org/?mlat=${north}&mlon=${east}#map=17/${north}/${east}`;
  return (
    <Block icon={<MapPin />} kind={t(live ? "chat.liveLocation" : "chat.location")}>
      {name !== undefined && <b className="block font-medium">{name}</b>}
      {address !== undefined && <span className="block">{address}</span>}
      <span className="block text-12 tabular-nums text-fg-2">{coordinates.join(", ")}</span>
      <a
        href={href}
        target="_blank"
        rel="noopener noreferrer"
        className="ring-focus rounded-key text-accent-text underline underline-offset-2"
      >
        {t("chat.openMap")}
      </a>
    </Block>
  );
}

function Contacts({ cards }: { readonly cards: Of<"contacts"> }) {
  const t = useT();
  return (
    <Block icon={<ContactRound />} kind={t("chat.contacts", { count: cards.contacts.length })}>
      <ul className="flex flex-col gap-1">
        {cards.contacts.map(({ name, organization, phones, emails }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two cards may be of one name
          <li key={place}>
            <b className="font-medium">{name || t("person.unnamed")}</b>
            {organization !== undefined && <span className="text-fg-2"> · {organization}</span>}
            {[...phones.map((phone) => addressText(`tel:${phone}`)), ...emails].map((line) => (
              <span key={line} className="block tabular-nums">
                {line}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </Block>
  );
}

function Order({ order }: { readonly order: Of<"order"> }) {
  const t = useT();
  return (
    <Block icon={<ShoppingCart />} kind={t("chat.order", { count: order.items.length })}>
      <ul>
        {order.items.map(({ productId, quantity, price, currency }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one product may be there twice
          <li key={place} className="tabular-nums">
            {quantity} × {productId}
            {price !== undefined && ` · ${money(price, currency)}`}
          </li>
        ))}
      </ul>
    </Block>
  );
}

/** A currency that is none leaves the bare number. */
function money(price: number, currency: string | undefined): string {
  const isCode = currency !== undefined && /^[A-Z]{3}$/.test(currency);
  const options = isCode ? { style: "currency" as const, currency } : { minimumFractionDigits: 2 };
  return new Intl.NumberFormat(currentLocale(), options).format(price);
}

function Facts({ facts }: { readonly facts: Of<"form">["fields"] }) {
  return (
    <dl className="grid grid-cols-[minmax(4rem,auto)_1fr] gap-x-2">
      {facts.map(({ name, value }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two fields may have one name
        <div key={place} className="contents">
          <dt className="text-fg-2">{name}</dt>
          <dd className="min-w-0">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Unsupported({ special }: { readonly special: Of<"unsupported"> }) {
  const t = useT();
  const { type, code, reason } = special;
  return (
    <Block icon={<CircleHelp />} kind={t("chat.unsupported")}>
      <p>{t("chat.unsupportedText")}</p>
      <p className="font-mono text-12 text-fg-2">
        {[type, code, reason].filter((part) => part !== undefined).join(" · ")}
      </p>
    </Block>
  );
}
