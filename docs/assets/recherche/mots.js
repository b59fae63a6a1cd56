// De la saisie aux mots que l’index connaît. Les formes d’un mot, l’index les réunit déjà ; restent les accents, l’apostrophe,
// l’élision, « oe », ce que Word laisse au collage, les références de loi et les mots sans contenu.
const ELISIONS = /(^|[^\p{L}])(?:l|d|j|m|t|s|c|n|qu|jusqu|lorsqu|puisqu|quoiqu)'(?=\p{L})/giu;
const INVERSION = /-(?:t-)?(?:ce|il|elle|on|ils|elles|je|nous|vous|tu)$/i;
const ARTICLE_DE_LOI = /(^|[^\p{L}])[LRD][.\s]*(?=\d{2,}-\d)/giu;
const INVISIBLES = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g;

const VIDES = new Set(
  `a à ai au aux avec avoir c ce ces cet cette ceci cela ça comme comment contenir contient d dans de des doit dois doivent donc du elle elles en es est et être
  eux faire fait faut il ils j je l la là le les leur leurs lui m ma me mes moi mon n ne nos notre nous on ont ou où par pas peut peuvent peux plus pour
  pourquoi puis puis-je qu quand que quel quelle quelles quels quelque qui quoi s sa se sera ses sert servir si soit son sont sur t ta te tes toi ton tu un une va vos
  votre vous y est-ce`.split(/\s+/),
);

// Les mots sans contenu ne restent que s’il n’y a qu’eux.
function pleins(tous, vide) {
  const gardes = tous.filter((mot) => !vide(mot));
  return gardes.length ? gardes : tous;
}

// Les mots d’une saisie, chacun une fois.
export function mots(saisie) {
  const tous = saisie
    .normalize("NFC")
    .replace(INVISIBLES, "")
    .replace(/[’ʼ‘´`′]/g, "'")
    .replace(ELISIONS, "$1")
    .replace(/oe(?=u|i)/gi, "œ")
    .replace(ARTICLE_DE_LOI, "$1")
    .replace(/[‐‑–—]/g, "-")
    .split(/[^\p{L}\p{N}'-]+/u)
    .map((mot) => mot.replace(/^[-']+|[-']+$/g, "").replace(INVERSION, ""))
    .filter(Boolean);
  return [...new Set(pleins(tous, (mot) => VIDES.has(mot.toLowerCase())))];
}

// « fiche-action » : « fiche » et « action ».
export const morceaux = (mot) => mot.split("-").filter(Boolean);

// Un mot tel qu’on le compare : sans accents ni majuscules.
export const nu = (mot) => mot.toLowerCase().replace(/œ/g, "oe").normalize("NFD").replace(/\p{M}/gu, "");

// Les mots d’un nom du site, nus : il est écrit comme il faut, rien n’est à y réparer.
const VIDES_NUS = new Set([...VIDES].map(nu));
export function nommer(nom) {
  return pleins(nu(nom).split(/[^a-z0-9]+/).filter(Boolean), (mot) => VIDES_NUS.has(mot));
}

// Deux formes d’un même mot, à peu près : la fin mise à part. Les deux sont nus.
export function memeMot(a, b) {
  if (a === b) return true;
  const commun = Math.max(4, Math.min(a.length, b.length) - 2);
  return Math.min(a.length, b.length) >= commun && Math.abs(a.length - b.length) < 5 && a.slice(0, commun) === b.slice(0, commun);
}

// Une lettre de trop, de moins, fausse, ou deux interverties.
function presque(a, b) {
  if (Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i += 1;
  const [resteA, resteB] = [a.slice(i), b.slice(i)];
  return (
    resteA.slice(1) === resteB.slice(1) || resteA.slice(1) === resteB || resteA === resteB.slice(1) ||
    (resteA[0] === resteB[1] && resteA[1] === resteB[0] && resteA.slice(2) === resteB.slice(2))
  );
}

// Le mot connu le plus proche d’un mot que rien ne commence, ou null. Tous sont nus.
export function corriger(mot, connus) {
  if (mot.length < 5 || /\d/.test(mot) || connus.some((connu) => connu.startsWith(mot))) return null;
  return connus.find((connu) => presque(mot, connu)) || null;
}

// L’index est en apostrophes droites et en espaces simples ; ce que l’on montre redevient français.
export function francais(texte) {
  return texte.replace(/(\p{L})'(?=\p{L})/gu, "$1’").replace(/ (?=[;!?])/g, "\u202f").replace(/ (?=:)|(?<=«) | (?=»)/g, "\u00a0");
}
