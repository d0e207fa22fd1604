// Copying the text to post; without this script it is selected by hand.

async function copy(button) {
  const field = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(field.value);
    button.textContent = "Copied";
  } catch {
    // No permission, or no clipboard outside https: the text is at least selected.
    field.focus();
    field.select();
    button.textContent = "Selected: copy it with Ctrl C";
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}
