// Not a module: it has to run before the first paint, or a dark page flashes white.
(() => {
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Without storage, the page looks as the system does.
  }
})();
