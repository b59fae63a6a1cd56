// Sur les pages : « Mes valeurs / Les blancs » pour une clause, « Reprendre dans mon plan » pour une fiche.
(function (C) {
  "use strict";
  const feuille = document.getElementById("feuille-texte");
  const bascule = document.querySelector("[data-mes-valeurs]");
  if (feuille && bascule) {
    const blancs = feuille.cloneNode(true);
    let montrees = true;
    const montrer = () => {
      const valeurs = C.toutes(C.valeurs.lire().valeurs);
      const utiles = [...blancs.querySelectorAll("[data-champ], [data-groupe]")].some((b) => C.remplie(valeurs[(b.dataset.champ || b.dataset.groupe).split(".")[0]]));
      bascule.hidden = !utiles;
      bascule.setAttribute("aria-pressed", String(montrees && utiles));
      const copie = blancs.cloneNode(true);
      if (montrees && utiles) C.remplir(copie, valeurs);
      feuille.replaceChildren(...copie.childNodes);
    };
    bascule.addEventListener("click", () => {
      montrees = !montrees;
      montrer();
    });
    C.valeurs.ecouter(montrer);
    montrer();
  }

  const reprendre = document.querySelector("[data-reprendre]");
  if (reprendre) {
    const etat = reprendre.parentElement.querySelector("[role=status]");
    reprendre.hidden = false;
    reprendre.addEventListener("click", () => {
      const fiche = JSON.parse(document.getElementById("fiche-a-reprendre").textContent);
      const id = C.nouvelId();
      C.valeurs.changer((tout) => (tout.valeurs.actions = [...C.elements(tout.valeurs.actions), { id, ...fiche }]));
      etat.replaceChildren("Reprise. ", C.element("a", { href: `${reprendre.dataset.reprendre}#${id}`, textContent: "L’ouvrir dans mon plan" }));
    });
  }
})((window.Clausier = window.Clausier || {}));
