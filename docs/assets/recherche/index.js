// L’index, lu par morceaux : les noms de toutes les pages d’abord, puis les mots par lots, et les textes un à un.
import { memeMot } from "./mots.js";

async function lire(adresse, options) {
  const reponse = await fetch(adresse, options);
  if (!reponse.ok) throw new Error(`${adresse} : ${reponse.status}`);
  return reponse.json();
}

// Un lot : des mots, chacun avec ses formes et, par force, les rangs des pages qui l’emploient.
function ouvrir(lot) {
  return lot.map(([formes, forces]) => ({ formes: formes.split(" "), forces }));
}

// Ce que plusieurs mots trouvent ensemble : leurs formes, et la force de chaque page, de 0 à 1.
function reunir(groupes) {
  const pages = new Map();
  for (const { forces } of groupes)
    forces.forEach((ecarts, force) => {
      let rang = 0;
      for (const ecart of ecarts) {
        rang += ecart;
        pages.set(rang, Math.max(pages.get(rang) || 0, (force + 1) / forces.length));
      }
    });
  return { formes: groupes.flatMap(({ formes }) => formes), pages };
}

export async function lireIndex(racine) {
  const dossier = new URL("recherche/", racine);
  // Les noms disent quels fichiers vont avec eux : on s’assure qu’ils sont du jour.
  const { version, lots, sortes, lieux, themes, pages } = await lire(new URL("noms.json", dossier), { cache: "no-cache" });
  const lus = new Map();

  // Chaque fichier n’est demandé qu’une fois, sauf s’il n’est pas venu.
  function fichier(nom) {
    if (!lus.has(nom)) {
      const lu = lire(new URL(`${version}/${nom}.json`, dossier));
      lu.catch(() => lus.delete(nom));
      lus.set(nom, lu);
    }
    return lus.get(nom);
  }

  // Le lot où un mot se range, et les suivants tant qu’ils commencent par lui.
  async function autour(mot) {
    const debut = lots.findLastIndex((forme) => forme <= mot);
    let fin = debut + 1;
    while (fin < lots.length && mot.length > 2 && lots[fin].startsWith(mot)) fin += 1;
    const noms = Array.from({ length: fin - debut }, (_, i) => `mots-${debut + i}`);
    return (await Promise.all(noms.map(fichier))).flatMap(ouvrir);
  }

  return {
    themes,
    pages: pages.adresse.map((adresse, i) => ({
      adresse,
      titre: pages.titre[i],
      sorte: sortes[pages.sorte[i]],
      lieu: lieux[pages.lieu[i]],
      themes: pages.themes[i].map((rang) => themes[rang]),
      noms: pages.noms[i],
      dit: pages.dit[i],
      mots: pages.mots[i],
    })),
    texte: (rang) => fichier(`texte-${rang}`),
    // Le mot lui-même ; à défaut ceux qu’il commence ; à défaut ceux qui n’en diffèrent que par la fin.
    async trouver(mot) {
      const groupes = await autour(mot);
      for (const convient of [(forme) => forme === mot, (forme) => mot.length > 2 && forme.startsWith(mot), (forme) => memeMot(forme, mot)]) {
        const trouves = groupes.filter(({ formes }) => formes.some(convient));
        if (trouves.length) return reunir(trouves);
      }
      return { formes: [], pages: new Map() };
    },
  };
}
