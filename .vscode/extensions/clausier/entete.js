// L’en-tête d’un fichier Markdown, présenté comme un fichier YAML seul, ligne pour ligne.
"use strict";

const TRAIT = /^---[ \t]*$/;

/** Rang de la ligne qui ferme l’en-tête (0 est la première ligne du fichier), ou -1. */
function fin(texte) {
  const lignes = texte.split(/\r?\n/);
  return TRAIT.test(lignes[0]) ? lignes.findIndex((ligne, rang) => rang > 0 && TRAIT.test(ligne)) : -1;
}

/** Le YAML de l’en-tête. Sa première ligne, « --- », cède la place à celle qui nomme le schéma : aucune ligne ne bouge. */
function seul(texte, schema) {
  const lignes = texte.split(/\r?\n/);
  const derniere = fin(texte);
  return [`# yaml-language-server: $schema=${schema}`, ...lignes.slice(1, derniere < 0 ? 1 : derniere), ""].join("\n");
}

module.exports = { fin, seul };
