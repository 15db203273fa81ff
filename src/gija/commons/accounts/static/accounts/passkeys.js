// Shows the buttons for passkeys where they can work, and says so in words where one failed. allauth's scripts do the rest.
(function () {
  "use strict";
  // The standard binds a passkey to a name; under a bare address (127.0.0.1, [::1]) browsers refuse.
  const named = !/^(\d+\.){3}\d+$/.test(location.hostname) && !location.hostname.includes(":");
  const usable = named && Boolean(window.PublicKeyCredential);

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-passkeys=usable]").forEach((part) => { part.hidden = !usable; });
    document.querySelectorAll("[data-passkeys=unusable]").forEach((part) => { part.hidden = usable; });
  });

  document.addEventListener("allauth.error", function (event) {
    event.preventDefault();
    const told = document.querySelector("[data-passkeys=failed]");
    if (told) {
      told.hidden = false;
      told.focus();
    }
  });
})();
