// Ce qu’un texte dit des mots cherchés : le passage qui en réunit le plus, et les sections qui en parlent.
import { nu } from "./mots.js";

const LONGUEUR = 26;
const MOT = /[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu;

// Les mots d’un texte : où chacun commence et finit, et ceux de la requête qu’il dit, par leurs rangs.
function lire(texte, cherches) {
  return [...texte.matchAll(MOT)].map(({ 0: mot, index }) => {
    const formes = [nu(mot), ...nu(mot).split("-")];
    return { debut: index, fin: index + mot.length, dits: cherches.flatMap(({ formes: connues }, i) => (formes.some((f) => connues.has(f)) ? [i] : [])) };
  });
}

// Le premier des passages les plus riches, titre compris : un mot rare vaut plus, un mot répété ne compte qu’une fois.
function meilleur(mots, duTitre, cherches) {
  const valoir = (dits) => [...new Set([...dits, ...duTitre])].reduce((total, rang) => total + cherches[rang].poids, 0);
  let trouve = { debut: 0, valeur: valoir([]) };
  mots.forEach((mot, i) => {
    if (!mot.dits.length) return;
    const valeur = valoir(mots.slice(i, i + LONGUEUR - 4).flatMap((m) => m.dits));
    if (valeur > trouve.valeur) trouve = { debut: Math.max(0, i - 4), valeur };
  });
  return trouve;
}

// Une suite de [texte, marqué ou non], coupée aux espaces.
function decouper(texte, mots, debut) {
  const pris = mots.slice(debut, debut + LONGUEUR);
  if (!pris.length) return [];
  const morceaux = [];
  let ou = debut ? texte.lastIndexOf(" ", pris[0].debut) + 1 : 0;
  if (debut) morceaux.push(["… ", false]);
  for (const mot of pris.filter((m) => m.dits.length)) {
    morceaux.push([texte.slice(ou, mot.debut), false], [texte.slice(mot.debut, mot.fin), true]);
    ou = mot.fin;
  }
  const fin = debut + LONGUEUR < mots.length ? texte.indexOf(" ", pris.at(-1).fin) : -1;
  morceaux.push([fin < 0 ? texte.slice(ou) : `${texte.slice(ou, fin)} …`, false]);
  return morceaux.filter(([morceau]) => morceau);
}

// sections : [texte, ancre, titre] ; cherches : { formes: ensemble, poids } par mot de la requête.
export function resumer(sections, cherches) {
  const lues = sections.map(([texte, ancre, titre]) => {
    const mots = lire(texte, cherches);
    const duTitre = lire(titre, cherches).flatMap((m) => m.dits);
    const nombre = new Set([...mots.flatMap((m) => m.dits), ...duTitre]).size;
    return { texte, ancre, titre, mots, nombre, ...meilleur(mots, duTitre, cherches) };
  });
  const choisie = lues.reduce((a, b) => (b.texte && b.valeur > a.valeur ? b : a), lues.find(({ texte }) => texte) || lues[0]);
  const menent = lues.filter(({ ancre, nombre }) => ancre && nombre).sort((a, b) => b.nombre - a.nombre);
  return { extrait: decouper(choisie.texte, choisie.mots, choisie.debut), sections: menent.map(({ titre, ancre }) => [titre, ancre]) };
}
