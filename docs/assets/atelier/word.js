// Le document assemblé, en Word. Les morceaux ont été écrits une fois, à la construction du site ; ici on les remplit et on les
// réunit, avec la même règle que hooks/clausier/office/fill.py.
(function (C) {
  "use strict";
  // Ce que XML 1.0 ne peut pas tenir (§ 2.2), moitiés de caractère comprises.
  const INTERDIT = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
  const echapper = (texte) =>
    texte.replace(INTERDIT, "").replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/\{/g, "&#123;").replace(/"/g, "&quot;");

  function passage(texte, format) {
    const morceaux = texte.split(/(\r\n|\r|\n|\t)/).map((m) => (/^(\r\n|\r|\n)$/.test(m) ? "<w:br/>" : m === "\t" ? "<w:tab/>" : echapper(m) && `<w:t xml:space="preserve">${echapper(m)}</w:t>`));
    const dedans = morceaux.join("");
    return dedans && `<w:r>${format ? `<w:rPr>${format}</w:rPr>` : ""}${dedans}</w:r>`;
  }

  class Remplisseur {
    constructor(donnees, pieces, valeurs, cibles) {
      Object.assign(this, { pieces, valeurs, cibles, debuts: [] });
      this.libelles = {};
      for (const champ of donnees.champs) {
        this.libelles[champ.id] = champ.libelle;
        for (const sous of champ.champs || []) this.libelles[`${champ.id}.${sous.id}`] = sous.libelle;
      }
      this.horsContexte = donnees.renvois;
    }

    numero(debut) {
      this.debuts.push(debut);
      return this.pieces.numerotation.premier + this.debuts.length - 1;
    }

    blanc(libelle, format) {
      return passage(`[${libelle}]`, `<w:rStyle w:val="Blanc"/>${format}`);
    }

    marques(xml, morceau, partages, propres, groupe, element) {
      return xml.replace(new RegExp(this.pieces.marques.marque, "g"), (...m) => {
        const [, format = "", renvoi, nom, part, sorte, rang] = m;
        if (sorte) {
          const connus = sorte === "suite" ? partages : propres;
          if (!(rang in connus)) connus[rang] = this.numero(morceau.debuts[rang - 1]);
          return String(connus[rang]);
        }
        if (renvoi) return passage(this.cibles[nom] || this.horsContexte[nom] || `[${nom}]`, format);
        const v = C.ecrite(part !== undefined && nom === groupe ? element[part] : this.valeurs[nom]);
        return (v && passage(v, format)) || this.blanc(this.libelles[part === undefined ? nom : `${nom}.${part}`], format);
      });
    }

    remplir(morceau) {
      const partages = {};
      let fait = "";
      let ou = 0;
      for (const m of morceau.xml.matchAll(new RegExp(this.pieces.marques.groupe, "gs"))) {
        fait += this.marques(morceau.xml.slice(ou, m.index), morceau, partages, partages);
        const elements = C.elements(this.valeurs[m[1]]);
        for (const element of elements.length ? elements : [{}]) fait += this.marques(m[2], morceau, partages, {}, m[1], element);
        ou = m.index + m[0].length;
      }
      return fait + this.marques(morceau.xml.slice(ou), morceau, partages, partages);
    }
  }

  const entre = ([avant, apres], texte) => avant + echapper(texte) + apres;

  // Rend le fichier Word d’un document assemblé.
  C.fichierWord = function (donnees, word, trame, choisies, valeurs) {
    const { pieces, morceaux } = word;
    const plan = C.plan(donnees, trame, choisies);
    const plume = new Remplisseur(donnees, pieces, valeurs, C.cibles(donnees, plan));
    let corps = entre(pieces.modeles.titre, trame.titre);
    for (const partie of plan) {
      corps += entre(partie.numerote === "annexe" ? pieces.modeles.annexe : pieces.modeles.article, partie.titreEntier);
      for (const id of partie.clauses) corps += plume.remplir(morceaux[id]);
    }
    const { numerotation, document: partieDocument, proprietes } = pieces;
    const listes = plume.debuts.map((debut, i) => numerotation.num.replace(/\{id\}/g, numerotation.premier + i).replace(/\{debut\}/g, debut)).join("");
    return C.zip(
      [
        ...pieces.parties,
        [proprietes.chemin, proprietes.autour[0] + echapper(trame.titre) + proprietes.autour[1]],
        [numerotation.chemin, numerotation.autour[0] + listes + numerotation.autour[1]],
        [partieDocument.chemin, partieDocument.autour[0] + corps + partieDocument.autour[1]],
      ],
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    );
  };
})((window.Clausier = window.Clausier || {}));
