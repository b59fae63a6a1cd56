// L’ordre des réponses : chaque mot de la question est cherché seul ; une page compte d’autant plus qu’elle répond aux mots rares,
// et que son nom dit la question.
import { resumer } from "./extrait.js";
import { lireIndex } from "./index.js";
import { corriger, morceaux, mots, nommer, nu } from "./mots.js";
import { Requete } from "./requete.js";

// Réglé sur tests/cas/recherche.yml.
export const REGLAGE = {
  // À mots égaux : le thème et le guide expliquent, une fiche illustre, un sigle se cherche par son nom.
  sortes: { Thème: 1.2, Guide: 1.5, Modèle: 1.2, Question: 1.2, "Texte publié": 1, Clause: 1, "Fiche-action": 0.9, Sigle: 0.5 },
  sigle: 1.5, // quand la requête est le sigle lui-même
  nom: 3,
  dit: 0.8, // d’un nom, pour ce que l’on en dit ; puis pour ses synonymes
  mots: 0.5,
  couverture: 1, // de la requête, par le nom, ce qui en est dit et le lieu ensemble
  reste: 0.06,
  relues: 2000, // les noms ne départagent que les premières : au-delà, personne ne lit
};

// Noms lus d’une traite : quelques millisecondes.
const PREPARES = 250;

// Plusieurs questions d’une même page : la meilleure répond, les autres la suivent.
function regrouper(trouvees) {
  const tetes = new Map();
  return trouvees.filter((page) => {
    const base = page.adresse.split("#")[0];
    if (page.sorte === "Sigle") return true;
    if (!tetes.has(base)) return tetes.set(base, page), (page.aussi = []), true;
    tetes.get(base).aussi.push(page);
    return false;
  });
}

// Tous les noms d’une page, en mots. « clause durée », « modèle de délibération » : la sorte se dit avec le titre.
// Un sigle et son développement sont deux noms.
function lesNoms({ titre, sorte, lieu, noms, dit, mots }) {
  const parties = titre.includes(" : ") ? titre.split(" : ") : [];
  const lus = { noms: [titre, `${sorte} ${titre}`, ...noms, ...parties].map(nommer), dit: dit.map(nommer), mots: mots.map(nommer) };
  return { ...lus, tous: [...lus.noms, ...lus.dit, ...lus.mots, nommer(`${sorte} ${lieu}`)].flat() };
}

export async function creerMoteur(racine, reglage = REGLAGE) {
  const index = await lireIndex(racine);
  const rarete = (n) => (n ? Math.log(1 + (index.pages.length - n + 0.5) / (n + 0.5)) : 0);
  const lus = new Map();
  const nommee = (rang) => lus.get(rang) || lus.set(rang, lesNoms(index.pages[rang])).get(rang);
  let vocabulaire = null;

  // Le mot connu le plus proche d’un mot que le site n’emploie pas.
  function proche(mot) {
    vocabulaire ||= [...new Set(index.pages.flatMap((_, rang) => nommee(rang).tous))];
    return corriger(nu(mot), vocabulaire);
  }

  // Ce que trouve un mot : { mot, formes, pages }. Composé, et que rien n’écrit ainsi, il se cherche d’un trait, puis en ses parties.
  async function unMot(mot, corrigees) {
    for (const tel of [mot, mot.replaceAll("-", "")]) {
      const trouve = await index.trouver(nu(tel));
      if (trouve.pages.size) return [{ mot, ...trouve }];
    }
    if (mot.includes("-")) return (await Promise.all(morceaux(mot).map((partie) => unMot(partie, corrigees)))).flat();
    const autre = proche(mot);
    if (!autre) return [{ mot, formes: [], pages: new Map() }];
    corrigees.push([mot, autre]);
    return [{ mot: autre, ...(await index.trouver(autre)) }];
  }

  // Ce que les textes disent de la requête.
  function reunir(cherches, requete, admise) {
    const pages = new Map();
    for (const { pages: trouvees, poids } of cherches)
      for (const [rang, force] of trouvees) {
        if (!pages.has(rang)) {
          if (!admise(index.pages[rang])) continue;
          pages.set(rang, { rang, texte: 0, part: 0, score: 0 });
        }
        const page = pages.get(rang);
        page.texte += poids * force;
        page.part += poids / requete.total;
      }
    return [...pages.values()];
  }

  // Ce que ses noms ajoutent à une page.
  function renommer(rang, requete) {
    const { noms, dit, mots, tous } = nommee(rang);
    const juste = (siens, facteur) => siens.map((nom) => facteur * requete.justesse(nom));
    const nom = Math.max(0, ...juste(noms, 1), ...juste(dit, reglage.dit), ...juste(mots, reglage.mots));
    const sigle = index.pages[rang].sorte === "Sigle" && dit.some((nom) => requete.estDite(nom)) ? reglage.sigle / reglage.sortes.Sigle : 1;
    return sigle * (1 + reglage.nom * nom ** 2) * (1 + reglage.couverture * requete.part(tous) ** 2);
  }

  function ordonner(cherches, admise) {
    const requete = new Requete(cherches);
    const parScore = (a, b) => b.score - a.score;
    const trouvees = reunir(cherches, requete, admise);
    for (const page of trouvees) {
      const { titre, adresse, sorte } = index.pages[page.rang];
      page.score = page.texte * page.part * reglage.sortes[titre.endsWith("?") && adresse.includes("#") ? "Question" : sorte];
    }
    trouvees.sort(parScore);
    for (const page of trouvees.slice(0, reglage.relues)) page.score *= renommer(page.rang, requete);
    trouvees.sort(parScore);
    const pages = trouvees.map((page) => ({ ...index.pages[page.rang], ...page, lire: async () => resumer(await index.texte(page.rang), cherches) }));
    return regrouper(pages).filter((page) => page.part > 0.99 || page.score >= pages[0].score * reglage.reste);
  }

  // Les noms se préparent pendant que le visiteur tape, un peu à la fois.
  function preparer(debut) {
    const fin = Math.min(debut + PREPARES, index.pages.length);
    for (let rang = debut; rang < fin; rang += 1) nommee(rang);
    if (fin < index.pages.length) setTimeout(preparer, 0, fin);
  }
  setTimeout(preparer, 0, 0);

  return {
    themes: [...index.themes].sort((a, b) => a.localeCompare(b, "fr")),
    // { pages, corrigees } : la meilleure page d’abord ; les mots lus autrement qu’ils n’étaient tapés.
    async chercher(saisie, { sorte, theme } = {}) {
      const corrigees = [];
      const trouves = (await Promise.all(mots(saisie).map((mot) => unMot(mot, corrigees)))).flat();
      const cherches = trouves.map((trouve) => ({ ...trouve, formes: new Set(trouve.formes), poids: rarete(trouve.pages.size) }));
      const admise = (page) => (!sorte || page.sorte === sorte) && (!theme || page.themes.includes(theme));
      return { pages: ordonner(cherches, admise), corrigees };
    },
  };
}
