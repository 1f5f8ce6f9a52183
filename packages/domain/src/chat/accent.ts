/** Contrast WCAG 2 asks of text of normal size. */
const READABLE_RATIO = 4.5;

type Rgb = readonly [number, number, number];

/** @returns `null` unless the text is `#rrggbb` */
function parse(hex: string): Rgb | null {
  if (!/^#[0-9a-f]{6}$/i.test(hex)) return null;
  const part = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16);
  return [part(1), part(3), part(5)];
}

// WCAG 2.2, "relative luminance".
function luminance([r, g, b]: Rgb): number {
  const linear = (value: number): number => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

/** WCAG 2 contrast of two `#rrggbb` colors, 1 to 21; 1 if either is not a color. */
export function contrast(one: string, other: string): number {
  const a = parse(one);
  const b = parse(other);
  if (!a || !b) return 1;
  const [la, lb] = [luminance(a), luminance(b)];
  return (Math.max(la, lb) + 0.05) / (Math.min(la, lb) + 0.05);
}

/** White if it is readable on the color, else black: one of the two always is. */
export function textOn(color: string): "#ffffff" | "#000000" {
  const rgb = parse(color);
  const isLight = rgb !== null && (1 + 0.05) / (luminance(rgb) + 0.05) < READABLE_RATIO;
  return isLight ? "#000000" : "#ffffff";
}

/** The color itself if it can be read on the surface, else the nearest shade of it that can. */
export function legibleOn(color: string, surface: string): string {
  const from = parse(color);
  const toward = textOn(surface) === "#ffffff" ? 255 : 0;
  if (!from) return toward === 255 ? "#ffffff" : "#000000";
  for (let step = 0; step <= 20; step += 1) {
    const shade = from.map((part) => Math.round(part + ((toward - part) * step) / 20));
    const hex = `#${shade.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
    if (contrast(hex, surface) >= READABLE_RATIO) return hex;
  }
  return toward === 255 ? "#ffffff" : "#000000";
}
