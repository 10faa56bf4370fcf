/**
 * What is to be read before an answer, with a line under it that says when more stands below: a row that ends at the edge looks as if the
 * question ended there.
 */
import { type ReactNode, useEffect, useRef, useState } from "react";
import { safeWords } from "./words.ts";

/** Less than this many pixels below the edge are no line of text. */
const SLACK = 8;

export function MoreBelow({ children }: { children: ReactNode }) {
  const t = safeWords.use();
  const body = useRef<HTMLDivElement>(null);
  const [more, setMore] = useState(false);
  const look = () => {
    const { current: all } = body;
    if (all) setMore(all.scrollHeight - all.scrollTop - all.clientHeight > SLACK);
  };
  useEffect(() => {
    const { current: all } = body;
    if (!all) return undefined;
    look();
    // The text above grows when the exact bytes are shown, and wraps anew in another language.
    const watch = new ResizeObserver(look);
    watch.observe(all);
    for (const part of all.children) watch.observe(part);
    return () => watch.disconnect();
  }, [children]);
  const on = () => {
    const { current: all } = body;
    // All but two lines, so that the eye finds where it was.
    all?.scrollBy({ top: all.clientHeight - 48 });
    look();
  };
  return (
    <>
      <div className="confirm-body" tabIndex={-1} ref={body} onScroll={look}>
        {children}
      </div>
      <div className="confirm-more">
        {more ? (
          <button type="button" onClick={on}>
            {t("confirm.more")} <span aria-hidden="true">↓</span>
          </button>
        ) : null}
      </div>
    </>
  );
}
