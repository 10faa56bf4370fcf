/** What the colours of a curve stand for. */
import { Key } from "../../../parts/Key.tsx";
import type { Layers } from "./layers.ts";
import type { Stretch } from "./stretch.ts";
import { curveWords } from "./words.ts";

export function CurveKeys(props: { stretch: Stretch; layers: Layers; previousName: string | null }) {
  const t = curveWords.use();
  const { stretch, layers } = props;
  const isSplit = layers.has("flows") && stretch.ownUse.some((one) => one !== null);
  // Where the boundary alone is known, that is what stands there.
  const isGross = stretch.generation.some((one) => one !== null) || stretch.load.some((one) => one !== null);
  return (
    <>
      <span className="note nw">
        <Key hue="gen" />
        {t(isSplit || !isGross ? "keys.out" : "keys.gen")}
      </span>
      {isSplit ? (
        <span className="note nw">
          <Key hue="own" />
          {t("keys.own")}
        </span>
      ) : null}
      <span className="note nw">
        <Key hue="load" />
        {t(isSplit || !isGross ? "keys.into" : "keys.load")}
      </span>
      {layers.has("beside") && props.previousName ? (
        <span className="note nw">
          <i className="key line thin" aria-hidden="true" />
          {props.previousName}
        </span>
      ) : null}
    </>
  );
}
