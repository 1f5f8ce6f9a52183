import { generate } from "lean-qr";

export interface QrDrawing {
  /** Modules a side, without the quiet zone. */
  readonly size: number;
  /** SVG path of the dark modules: a rectangle for each run of them in a row. */
  readonly path: string;
}

/** Draws a code as shapes: no picture is fetched, and it stays sharp at any size. */
export function qrDrawing(value: string): QrDrawing {
  const code = generate(value);
  const runs: string[] = [];
  for (let y = 0; y < code.size; y += 1) {
    for (let x = 0; x < code.size; x += 1) {
      if (!code.get(x, y)) continue;
      const from = x;
      while (code.get(x + 1, y)) x += 1;
      runs.push(`M${from} ${y}h${x - from + 1}v1h-${x - from + 1}z`);
    }
  }
  return { size: code.size, path: runs.join("") };
}
