// Met les valeurs dans le texte d’une clause, sans jamais les lire comme du HTML.
(function (C) {
  "use strict";
  function ecrire(blanc, v) {
    const rempli = C.element("span", { className: "rempli", "data-champ": blanc.dataset.champ });
    C.ecrite(v)
      .split("\n")
      .forEach((ligne, i) => rempli.append(...(i ? [document.createElement("br"), ligne] : [ligne])));
    blanc.replaceWith(rempli);
  }

  function remplirElement(racine, groupe, elementDuGroupe) {
    racine.querySelectorAll(`.blanc[data-champ^="${groupe}."]`).forEach((blanc) => {
      const v = elementDuGroupe[blanc.dataset.champ.slice(groupe.length + 1)];
      if (C.ecrite(v)) ecrire(blanc, v);
    });
  }

  // Répète les groupes et remplit les blancs de `racine`, sur place. Ce qui n’a pas de valeur reste « [libellé] ».
  C.remplir = function (racine, valeurs) {
    racine.querySelectorAll("div.groupe").forEach((groupe) => {
      const elements = C.elements(valeurs[groupe.dataset.groupe]);
      if (!elements.length) return;
      const modele = [...groupe.childNodes].filter((n) => !(n.classList && n.classList.contains("groupe__note")));
      const copies = elements.map((el) => {
        const copie = C.element("div", {}, ...modele.map((n) => n.cloneNode(true)));
        remplirElement(copie, groupe.dataset.groupe, el);
        return copie;
      });
      // Les puces de chaque élément se suivent en une seule liste.
      const listes = copies.map((c) => (c.children.length === 1 && /^(UL|OL)$/.test(c.firstElementChild.tagName) ? c.firstElementChild : null));
      if (listes.every(Boolean)) {
        listes.slice(1).forEach((l) => listes[0].append(...l.children));
        groupe.replaceWith(listes[0]);
      } else groupe.replaceWith(...copies.flatMap((c) => [...c.childNodes]));
    });
    racine.querySelectorAll("tr .groupe__note[data-groupe]").forEach((note) => {
      const ligne = note.closest("tr");
      const nom = note.dataset.groupe;
      const elements = C.elements(valeurs[nom]);
      if (!ligne || !elements.length) return;
      ligne.querySelectorAll(".groupe__note").forEach((n) => n.remove());
      const copies = elements.map((el) => {
        const copie = ligne.cloneNode(true);
        remplirElement(copie, nom, el);
        return copie;
      });
      ligne.replaceWith(...copies);
    });
    racine.querySelectorAll(".blanc").forEach((blanc) => {
      const v = valeurs[blanc.dataset.champ];
      if (v !== undefined && C.ecrite(v)) ecrire(blanc, v);
    });
    return racine;
  };
})((window.Clausier = window.Clausier || {}));
