/** The safe window: first start, unlock, a damaged vault, and the signing window. Which one, the main process says. */
import "../look/look.css";
import "./safe.css";
import { createRoot } from "react-dom/client";
import { SafeWindow } from "./SafeWindow.tsx";
import { call } from "./call.ts";

const root = document.getElementById("root");
if (!root) throw new Error("the page has no root element");
// Asked before the first paint, so that language and colours are right from the beginning.
const state = await call("safe.state", {});
createRoot(root).render(<SafeWindow first={state} />);
