// Shows a saved file at once: asks every second whether anything changed, and reads the page again if so.
// A page on which something was typed stays as it is. Without JavaScript, reload by hand.
(() => {
  "use strict";
  const { body } = document;
  if ("stay" in body.dataset) return;
  const look = async () => {
    try {
      const answer = await fetch("/version", { cache: "no-store" });
      if (answer.ok && (await answer.text()) !== body.dataset.version) location.reload();
    } catch {
      // The preview was stopped; it may come back.
    }
  };
  setInterval(() => { if (!document.hidden) look(); }, 1000);
})();
