// Le tableau de suivi de son propre plan : le classeur vierge du site, dont les premières lignes sont écrites.
(function (C) {
  "use strict";
  const INTERDIT = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
  const echapper = (texte) => texte.replace(INTERDIT, "").replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

  // Une action comme les sept premières colonnes la disent : n°, axe, action, thèmes, pilote, échéances, indicateurs.
  const cellules = (a, rang) => [a.numero || String(rang), a.axe, a.titre, a.themes, a.responsables, a.echeances, a.indicateurs].map((v) => C.ecrite(v || ""));

  C.classeurSuivi = function (suivi, actions) {
    const lignes = actions.filter((a) => a.etat !== "abrogée").map((a, i) => cellules(a, i + 1));
    const parties = suivi.parties.map(([chemin, texte]) => {
      if (chemin !== suivi.feuille) return [chemin, texte];
      const modele = texte.match(new RegExp(`<row r="${suivi.premiere}".*?</row>`))[0];
      let feuille = texte;
      lignes.forEach((valeurs, i) => {
        const r = suivi.premiere + i;
        const ligne = modele
          .replace(/ ht="[^"]*"/, "")
          .replace(/ customHeight="1"/, "")
          .replace(new RegExp(`r="([A-Z]*)${suivi.premiere}"`, "g"), (_, colonne) => `r="${colonne}${r}"`)
          .replace(/<c r="([A-G])\d+" s="(\d+)"\/>/g, (cellule, colonne, style) => {
            const v = valeurs[colonne.charCodeAt(0) - 65];
            return v ? `<c r="${colonne}${r}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${echapper(v)}</t></is></c>` : cellule;
          });
        const ancienne = new RegExp(`<row r="${r}".*?</row>`);
        feuille = ancienne.test(feuille) ? feuille.replace(ancienne, () => ligne) : feuille.replace("</sheetData>", () => `${ligne}</sheetData>`);
      });
      return [chemin, feuille];
    });
    return C.zip(parties, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  };
})((window.Clausier = window.Clausier || {}));
