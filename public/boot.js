// Wakes the app: loads the script and the module whose names this build gave in the head of the page. The style sheet,
// the HTML and everything to read are there before this runs.
const at = (id) => document.getElementById(id).href;
const app = await import(at("app-script"));
await app.default({ module_or_path: at("app-module") });
app.wake();
