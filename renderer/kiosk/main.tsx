/** Entry of the kiosk's window. */
import "../look/look.css";
import "./kiosk.css";
import "./tour.css";
import { createRoot } from "react-dom/client";
import { call } from "../store/client.ts";
import { Kiosk } from "./Kiosk.tsx";

const root = document.getElementById("root");
if (!root) throw new Error("the page has no root element");
// A touch selects, drags and drops nothing.
for (const event of ["dragstart", "dragover", "drop", "selectstart", "contextmenu"])
  document.addEventListener(event, (happened) => happened.preventDefault());
const start = await call("kiosk.start", {});
createRoot(root).render(
  // Without an answer it cannot tell whether there is a PIN: then it asks for none and lets nobody out.
  <Kiosk start={start.ok ? start.value : { pin: "damaged", lang: "zh-CN", theme: "system" }} />,
);
