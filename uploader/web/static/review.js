// What a keyboard expects of the review: an editor that opens has the focus, Escape leaves it, Ctrl+Enter saves.
"use strict";

document.addEventListener("toggle", (event) => {
  const opened = event.target;
  if (!opened.matches("details.opens") || !opened.open) return;
  const field = opened.querySelector("textarea, input:not([type=hidden])");
  if (field) field.focus();
}, true);

document.addEventListener("keydown", (event) => {
  const opened = event.target.closest("details.opens[open]");
  if (!opened) return;
  if (event.key === "Escape") {
    const cancel = opened.querySelector(".cancel");
    if (cancel) cancel.click();
    else {
      opened.open = false;
      opened.querySelector("summary").focus();
    }
  } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea")) {
    event.target.form.requestSubmit();
  }
});
