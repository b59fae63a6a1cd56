// Les lignes d’un catalogue : celles de la page, ou celles de l’index quand la liste est trop longue pour la page.
// Une ligne : cle, titre, valeurs {filtre: [valeurs]}, tris {ordre: rang}, mots (pliés à la première demande).
(function (C) {
  "use strict";
  function paires(texte) {
    const trouvees = {};
    for (const paire of texte ? texte.split(" ") : []) {
      const ou = paire.indexOf(":");
      const nom = paire.slice(0, ou);
      (trouvees[nom] = trouvees[nom] || []).push(paire.slice(ou + 1));
    }
    return trouvees;
  }

  class Ligne {
    get mots() {
      if (this.plies === undefined) this.plies = C.plier(`${this.titre} ${this.autres}`);
      return this.plies;
    }
  }

  // Plie les mots par petits lots, pour que le premier mot demandé ne fasse pas attendre.
  C.plierAuRepos = function (lignes, depuis = 0) {
    if (depuis >= lignes.length) return;
    for (const ligne of lignes.slice(depuis, depuis + 250)) void ligne.mots;
    setTimeout(() => C.plierAuRepos(lignes, depuis + 250));
  };

  C.lignesDeLaPage = function (liste) {
    return [...liste.querySelectorAll("[data-cle]")].map((noeud) => {
      const { cle, valeurs, tris, mots } = noeud.dataset;
      const titre = (noeud.querySelector("[data-titre], a") || noeud).textContent;
      const rangs = Object.fromEntries(Object.entries(paires(tris)).map(([nom, [rang]]) => [nom, Number(rang)]));
      return Object.assign(new Ligne(), { cle, titre, autres: mots, valeurs: paires(valeurs), tris: rangs, noeud, parent: noeud.parentNode });
    });
  };

  C.lignesDeLIndex = function (index) {
    const nommees = index.valeurs.map((v) => [v.slice(0, v.indexOf(":")), v.slice(v.indexOf(":") + 1)]);
    return index.lignes.map(([cle, titre, url, lieu, mots, numeros, rangs]) => {
      const valeurs = {};
      for (const n of numeros) {
        const [nom, valeur] = nommees[n];
        (valeurs[nom] = valeurs[nom] || []).push(valeur);
      }
      const tris = {};
      rangs.forEach((rang, i) => rang !== null && (tris[index.tris[i]] = rang));
      return Object.assign(new Ligne(), { cle, titre, url, lieu, autres: `${lieu} ${mots}`, valeurs, tris });
    });
  };
})((window.Clausier = window.Clausier || {}));
