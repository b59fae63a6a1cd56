// Le choix du visiteur : lu dans l’adresse, écrit dans l’adresse, appliqué aux lignes.
// Un choix : q (mots demandés), tri (nom d’un ordre, "" pour celui de la liste), filtres {nom: valeur}.
(function (C) {
  "use strict";
  C.choixDeLAdresse = function (recherche, noms) {
    const demande = new URLSearchParams(recherche);
    const filtres = {};
    for (const nom of noms) if (demande.get(nom)) filtres[nom] = demande.get(nom);
    return { q: demande.get("q") || "", tri: demande.get("tri") || "", filtres };
  };

  C.adresseDuChoix = function (choix, chemin) {
    const demande = new URLSearchParams();
    if (choix.q.trim()) demande.set("q", choix.q.trim());
    for (const [nom, valeur] of Object.entries(choix.filtres)) demande.set(nom, valeur);
    if (choix.tri) demande.set("tri", choix.tri);
    return `${chemin}${demande.size || String(demande) ? `?${demande}` : ""}`;
  };

  C.choixActif = (choix) => Boolean(choix.q.trim() || choix.tri || Object.keys(choix.filtres).length);

  // Les lignes gardées, et pour chaque filtre le nombre de lignes que donnerait chacune de ses valeurs, les autres filtres tenus.
  C.appliquer = function (lignes, choix, noms) {
    const mots = C.motsDe(choix.q);
    const voulus = Object.entries(choix.filtres);
    const comptes = Object.fromEntries(noms.map((nom) => [nom, new Map()]));
    const gardees = [];
    const compter = (nom, ligne) => {
      for (const valeur of ligne.valeurs[nom] || []) comptes[nom].set(valeur, (comptes[nom].get(valeur) || 0) + 1);
    };
    for (const ligne of lignes) {
      if (mots.length && !mots.every((mot) => ligne.mots.includes(mot))) continue;
      let manques = 0;
      let manque = null;
      for (const [nom, valeur] of voulus)
        if (!(ligne.valeurs[nom] || []).includes(valeur)) {
          manques += 1;
          manque = nom;
          if (manques > 1) break;
        }
      if (manques === 0) {
        gardees.push(ligne);
        for (const nom of noms) compter(nom, ligne);
      } else if (manques === 1) compter(manque, ligne);
    }
    if (choix.tri) gardees.sort((a, b) => (a.tris[choix.tri] ?? Infinity) - (b.tris[choix.tri] ?? Infinity) || 0);
    return { gardees, comptes };
  };
})((window.Clausier = window.Clausier || {}));
