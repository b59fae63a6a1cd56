// Un document entier à partir des clauses choisies : articles numérotés, renvois suivis. Même règle que hooks/clausier/document.py.
(function (C) {
  "use strict";
  C.choixParDefaut = function (donnees, trame) {
    const choisies = [];
    const groupes = new Set();
    for (const partie of trame.parties)
      for (const id of partie.clauses) {
        const { statut, variante } = donnees.clauses[id];
        if (statut !== "socle" || (variante && groupes.has(variante.groupe))) continue;
        choisies.push(id);
        if (variante) groupes.add(variante.groupe);
      }
    return choisies;
  };

  // Les parties gardées, chacune avec ses clauses et la façon de la citer.
  C.plan = function (donnees, trame, choisies) {
    const dedans = new Set(choisies);
    const rang = { article: 0, annexe: 0 };
    return trame.parties
      .map((p) => ({ ...p, clauses: p.clauses.filter((id) => dedans.has(id)) }))
      .filter((p) => p.clauses.length)
      .map((p) => {
        if (p.numerote === "sans") return { ...p, titreEntier: p.titre, cite: `la partie « ${p.titre} »` };
        const numero = `${p.numerote} ${(rang[p.numerote] += 1)}`;
        return { ...p, titreEntier: `${numero[0].toUpperCase()}${numero.slice(1)} – ${p.titre}`, cite: `l’${numero}` };
      });
  };

  C.cibles = function (donnees, plan) {
    const cibles = {};
    const poser = (nom, mots) => (cibles[nom] = cibles[nom] || mots);
    for (const p of plan) {
      if (p.id) poser(p.id, p.cite);
      if (p.numerote === "article") p.clauses.forEach((id) => poser(donnees.clauses[id].sujet, p.cite));
    }
    for (const p of plan) p.clauses.forEach((id) => poser(donnees.clauses[id].sujet, p.cite));
    return cibles;
  };

  C.assembler = function (donnees, trame, choisies, valeurs) {
    const plan = C.plan(donnees, trame, choisies);
    const cibles = C.cibles(donnees, plan);
    const feuille = C.element("div", {}, C.element("h1", { textContent: trame.titre }));
    const perdus = new Set();
    for (const partie of plan) {
      feuille.append(C.element("h2", { textContent: partie.titreEntier }));
      for (const id of partie.clauses) {
        const morceau = new DOMParser().parseFromString(donnees.clauses[id].html, "text/html").body;
        morceau.querySelectorAll(".renvoi").forEach((renvoi) => {
          const mots = cibles[renvoi.dataset.renvoi];
          if (!mots) perdus.add(renvoi.textContent);
          renvoi.replaceWith(mots || renvoi.textContent);
        });
        const bloc = C.element("div", { className: "clause-posee", "data-clause": id });
        bloc.append(...C.remplir(morceau, valeurs).childNodes);
        feuille.append(bloc);
      }
    }
    return { feuille, plan, cibles, perdus: [...perdus] };
  };

  // Les champs qu’emploient les clauses choisies, dans l’ordre du formulaire.
  C.champsEmployes = function (donnees, choisies) {
    const noms = new Set(choisies.flatMap((id) => donnees.clauses[id].champs));
    return donnees.champs.filter((c) => noms.has(c.id));
  };
})((window.Clausier = window.Clausier || {}));
