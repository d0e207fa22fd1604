// Choosing a channel shows its form at once, and a file that is too large is told before it is sent.

for (const form of document.querySelectorAll("form[data-channel]")) {
  form.querySelector("select").addEventListener("change", () => form.requestSubmit());
  form.querySelector("button").hidden = true;
}

for (const form of document.querySelectorAll("form[data-most]")) {
  const file = form.querySelector("input[type=file]");
  const warning = form.querySelector("[data-too-large]");
  const send = form.querySelector("button[type=submit]");
  const isTooLarge = () => file.files.length > 0 && file.files[0].size > Number(form.dataset.most);
  file.addEventListener("change", () => {
    warning.hidden = !isTooLarge();
    send.disabled = isTooLarge();
  });
  form.addEventListener("submit", () => {
    send.disabled = true;
    send.textContent = "Sending the file…";
  });
}
