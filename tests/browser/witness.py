"""Sees what a hostile text would do in a browser: open a dialog, break the policy, throw, or ask a foreign host."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Error, Page, Request, WebError

# The page's own report, beside the console's: each says which directive was broken, and by what.
REPORTS = """
addEventListener("securitypolicyviolation", (event) => {
  console.error("CSP report", event.effectiveDirective, event.blockedURI, event.sourceFile, event.sample);
});
"""
# Whatever a text could become that does something, or that no template of ours writes.
FOREIGN = """
async () => {
  // What takes the focus by itself does so before the next frame.
  await new Promise(requestAnimationFrame);
  for (const details of document.querySelectorAll("details:not(.menu)")) details.open = true;
  const found = [];
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      const address = ["href", "src", "action", "formaction", "xlink:href", "data", "srcdoc"].includes(name);
      const runs = address && /^[\\s\\x00-\\x20]*(javascript|vbscript|data):/i.test(value);
      if (/^on/i.test(name) || /^hx-on/i.test(name) || name === "srcdoc" || runs) found.push(`${name}="${value}"`);
    }
  }
  const unwritten = "iframe, frame, object, embed, base, meta[http-equiv], script:not([src]), q, marquee, svg script";
  for (const element of document.querySelectorAll(unwritten)) {
    if (element.type !== "application/json") found.push(element.outerHTML.slice(0, 200));
  }
  return found;
}
"""
# Chromium and htmx say so of every answer that is not 200, also of our own refusals.
REFUSALS = ("Failed to load resource: the server responded with a status of", "Response Status Error Code")


class Witness:
    """Everything that must not happen in a context's pages, as it happened."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.host = urlsplit(home).netloc
        self.saw: list[str] = []
        context.add_init_script(REPORTS)
        context.on("dialog", self.dialog)
        context.on("console", self.console)
        context.on("weberror", self.error)
        context.on("request", self.request)

    def dialog(self, dialog: Dialog) -> None:
        self.saw.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(REFUSALS):
            self.saw.append(f"console: {message.text}")

    def error(self, error: WebError) -> None:
        self.saw.append(f"page error: {error.error}")

    def request(self, request: Request) -> None:
        if urlsplit(request.url).netloc != self.host:
            self.saw.append(f"foreign request: {request.url[:200]}")

    def look(self, page: Page) -> list[str]:
        """What was seen since the last look, and what stands in the page."""
        try:
            found = [f"in the page: {each}" for each in page.evaluate(FOREIGN)]
        except Error as gone:
            found = [f"the page went elsewhere: {gone.message}"]
        seen, self.saw = self.saw, []
        return [*seen, *found]
