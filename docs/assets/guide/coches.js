// Les listes à cocher gardent leurs coches dans ce navigateur, pour cette page.
(function () {
  "use strict";
  const boites = [...document.querySelectorAll("[data-tache]")];
  if (!boites.length) return;
  const cle = `clausier.coches.${document.querySelector("[data-page]").dataset.page}`;
  const lire = () => {
    try {
      return new Set(JSON.parse(localStorage.getItem(cle) || "[]"));
    } catch (refus) {
      return new Set();
    }
  };
  const etat = document.querySelector("[data-role=coches]");
  const effacer = document.querySelector("[data-action=effacer-coches]");
  const montrer = () => {
    const faites = boites.filter((b) => b.checked).length;
    etat.textContent = `${faites} sur ${boites.length} faites. Vos coches restent dans ce navigateur.`;
    effacer.hidden = !faites;
  };
  const garder = () => {
    const faites = boites.filter((b) => b.checked).map((b) => b.dataset.tache);
    try {
      if (faites.length) localStorage.setItem(cle, JSON.stringify(faites));
      else localStorage.removeItem(cle);
    } catch (refus) {
      // Les coches valent alors pour cette visite.
    }
    montrer();
  };
  const gardees = lire();
  boites.forEach((b) => {
    b.checked = gardees.has(b.dataset.tache);
    b.addEventListener("change", garder);
  });
  // Une autre fenêtre sur la même page reste d’accord avec celle-ci.
  window.addEventListener("storage", (e) => {
    if (e.key !== cle) return;
    const dites = lire();
    boites.forEach((b) => (b.checked = dites.has(b.dataset.tache)));
    montrer();
  });
  effacer.addEventListener("click", () => {
    boites.forEach((b) => (b.checked = false));
    garder();
    boites[0].focus();
  });
  montrer();
})();
