/** Entry of the wallet window. */
import "./look/look.css";
import "./frame/frame.css";
import { createRoot } from "react-dom/client";
import { App } from "./frame/App.tsx";
import { followRoute } from "./store/app.ts";
import { followOpened } from "./store/opened.ts";
import { listen } from "./store/reads.ts";

listen();
followRoute();
followOpened();
const root = document.getElementById("root");
if (root) createRoot(root).render(<App />);
