// Pagefind exige tous les mots et prolonge chacun (« avs » répond aussi « avant »). Ici chaque mot est cherché seul, tel quel d’abord,
// prolongé s’il n’existe pas ; une page compte d’autant plus qu’elle répond aux mots rares de la question, et que son nom la dit.
import { corriger, memeMot, mots, nu, partout } from "./mots.js";

// Réglé sur tests/cas/recherche.yml.
export const REGLAGE = {
  index: {
    termSimilarity: 2,
    pageLength: 0.6,
    termSaturation: 1.2,
    metaWeights: { title: 5, autrement: 5, dit: 5, question: 4, mots: 3, lieu: 5, sorte: 0.5 },
  },
  // À mots égaux : le thème et le guide expliquent, une fiche illustre, un sigle se cherche par son nom.
  sortes: { Thème: 1.2, Guide: 1.5, Modèle: 1.2, Question: 1.2, "Texte publié": 1, Clause: 1, "Fiche-action": 0.9, Sigle: 0.5 },
  sigle: 1.5, // quand la requête est le sigle lui-même
  manque: 1, // puissance de la part des mots trouvés
  texte: 0.5, // puissance de ce que dit le texte de la page
  nom: 5,
  dit: 0.8, // d’un nom, pour ce que l’on en dit ; puis pour ses synonymes
  mots: 0.5,
  couverture: 1, // de la requête, par le nom, ce qui en est dit et le lieu ensemble
  reste: 0.06,
};

const morceaux = (mot) => mot.split("-").filter(Boolean);
const nommer = (texte) => mots(texte).flatMap(morceaux).map(nu);
const somme = (nombres) => nombres.reduce((a, b) => a + b, 0);

// La requête, pour la comparer à des noms : par mot de nom, les rangs des mots de la requête qu’il dit.
class Requete {
  constructor(saisis, poids, vocabulaire) {
    // « fiche-action » et « fiches actions » sont les mêmes mots.
    this.mots = saisis.flatMap(morceaux).map(nu);
    this.poids = saisis.flatMap((mot, i) => morceaux(mot).map((_, j, tous) => poids[i] / tous.length));
    this.total = somme(this.poids) || 1;
    this.dits = new Map();
    for (const connu of vocabulaire) {
      const rangs = this.mots.flatMap((mot, i) => (memeMot(connu, mot) ? [i] : []));
      if (rangs.length) this.dits.set(connu, rangs);
    }
  }

  // La part de la requête que disent ces mots, de 0 à 1.
  part(siens) {
    const dits = new Set(siens.flatMap((mot) => this.dits.get(mot) || []));
    return somme([...dits].map((i) => this.poids[i])) / this.total;
  }

  // À quel point un nom dit la requête et rien d’autre, de 0 à 1 ; s’il commence par elle, c’est presque elle.
  justesse(siens) {
    const demande = this.part(siens);
    if (!demande) return 0;
    const reponse = siens.filter((mot) => this.dits.has(mot)).length / siens.length;
    const debut = this.mots.every((_, i) => siens[i] && (this.dits.get(siens[i]) || []).includes(i)) ? 0.85 : 0;
    return Math.max(debut, (2 * demande * reponse) / (demande + reponse));
  }
}

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

export async function creerMoteur(racine, reglage = REGLAGE) {
  const [pagefind, reponse] = await Promise.all([import(new URL("recherche/pagefind.js", racine).href), fetch(new URL("recherche/noms.json", racine))]);
  const lues = Object.entries(await reponse.json());
  const connues = lues.map(([, page]) => ({
    ...page,
    // « clause durée », « modèle de délibération » : la sorte se dit avec le titre. Un sigle et son développement sont deux noms.
    noms: [page.titre, `${page.sorte} ${page.titre}`, ...(page.noms || []), ...(page.titre.includes(" : ") ? page.titre.split(" : ") : [])].map(nommer),
    dit: (page.dit || []).map(nommer),
    mots: (page.mots || []).map(nommer),
    lieu: page.lieu || "",
    auLieu: nommer(`${page.sorte} ${page.lieu || ""}`),
  }));
  // Sans travailleur : le même code n’est pas chargé deux fois, et une recherche dure quelques millisecondes.
  await pagefind.options({ baseUrl: racine.pathname, excerptLength: 26, noWorker: true, ranking: reglage.index });
  await pagefind.init();
  const filtres = await pagefind.filters();
  const fiche = new Map(lues.map(([id], i) => [id, connues[i]]));
  const rarete = (n) => (n ? Math.log(1 + (connues.length - n + 0.5) / (n + 0.5)) : 0);
  const vocabulaire = [...new Set(connues.flatMap((page) => [...page.noms, ...page.dit, ...page.mots, page.auLieu].flat()))];

  async function unMot(mot, filters) {
    const [tel, prolonge] = await Promise.all([pagefind.search(`"${mot}"`, { filters }), pagefind.search(mot, { filters })]);
    if (!tel.unfilteredResultCount) return { n: prolonge.unfilteredResultCount, results: prolonge.results };
    const exacts = new Set(tel.results.map((r) => r.id));
    return { n: tel.unfilteredResultCount, results: prolonge.results.filter((r) => exacts.has(r.id)) };
  }

  async function ordonner(saisis, filters) {
    const propres = saisis.filter((mot) => !partout(mot));
    const lus = propres.length ? propres : saisis;
    const [ensemble, ...seuls] = await Promise.all([
      lus.length > 1 ? pagefind.search(lus.join(" "), { filters }) : { results: [] },
      ...saisis.map((mot) => (lus.includes(mot) ? unMot(mot, filters) : { n: connues.length / 2, results: [] })),
    ]);
    const poids = seuls.map((trouve) => rarete(trouve.n));
    const requete = new Requete(saisis, poids, vocabulaire);
    const pages = new Map();
    seuls.forEach((trouve, i) =>
      trouve.results.forEach((r) => {
        const page = pages.get(r.id) || { ...fiche.get(r.id), texte: 0, part: 0, meilleur: 0 };
        page.texte += r.score;
        page.part += poids[i] / (somme(poids) || 1);
        if (r.score > page.meilleur) Object.assign(page, { meilleur: r.score, lire: r.data });
        pages.set(r.id, page);
      }),
    );
    for (const r of ensemble.results) {
      const page = pages.get(r.id);
      if (page) Object.assign(page, { texte: page.texte + r.score, lire: r.data });
    }
    for (const page of pages.values()) {
      const juste = (noms, facteur) => noms.map((n) => facteur * requete.justesse(n));
      const nom = Math.max(0, ...juste(page.noms, 1), ...juste(page.dit, reglage.dit), ...juste(page.mots, reglage.mots));
      const couverte = requete.part([...page.noms, ...page.dit, ...page.mots, page.auLieu].flat());
      const sorte = page.sorte === "Sigle" && page.dit.some((n) => n.join() === requete.mots.join()) ? reglage.sigle : reglage.sortes[page.titre.endsWith("?") && page.adresse.includes("#") ? "Question" : page.sorte];
      page.score = page.texte ** reglage.texte * page.part ** reglage.manque * sorte * (1 + reglage.nom * nom ** 2) * (1 + reglage.couverture * couverte ** 2);
    }
    const trouvees = regrouper([...pages.values()].sort((a, b) => b.score - a.score));
    return trouvees.filter((page) => page.part > 0.99 || page.score >= trouvees[0].score * reglage.reste);
  }

  return {
    themes: Object.keys(filtres.theme || {}).sort((a, b) => a.localeCompare(b, "fr")),
    // { pages, corrigees } : la meilleure page d’abord ; les mots lus autrement qu’ils n’étaient tapés.
    async chercher(saisie, filters = {}) {
      const corrigees = [];
      const saisis = await Promise.all(
        mots(saisie).map(async (mot) => {
          const proche = corriger(nu(mot), vocabulaire);
          if (!proche || (await pagefind.search(`"${mot}"`)).unfilteredResultCount) return mot;
          corrigees.push([mot, proche]);
          return proche;
        }),
      );
      return { pages: await ordonner(saisis, filters), corrigees };
    },
  };
}
