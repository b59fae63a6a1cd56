// La requête, pour la comparer à des noms. Un mot de nom y répond s’il a l’une de ses formes, ou s’il n’en diffère que par la fin.
import { memeMot, morceaux, nu } from "./mots.js";

const somme = (nombres) => nombres.reduce((a, b) => a + b, 0);

export class Requete {
  // cherches : { mot, formes, poids } ; « fiche-action » et « fiches actions » sont les mêmes mots.
  constructor(cherches) {
    this.parties = cherches.flatMap(({ mot, formes, poids }) => morceaux(mot).map((partie, _, toutes) => ({ mot: nu(partie), formes, poids: poids / toutes.length })));
    this.total = somme(cherches.map(({ poids }) => poids)) || 1;
    this.reponses = new Map();
  }

  // Les rangs des mots de la requête que dit un mot.
  dits(mot) {
    if (!this.reponses.has(mot)) this.reponses.set(mot, this.parties.flatMap((partie, i) => (partie.formes.has(mot) || memeMot(mot, partie.mot) ? [i] : [])));
    return this.reponses.get(mot);
  }

  // La part de la requête que disent ces mots, de 0 à 1.
  part(siens) {
    const dits = new Set(siens.flatMap((mot) => this.dits(mot)));
    return somme([...dits].map((i) => this.parties[i].poids)) / this.total;
  }

  // À quel point un nom dit la requête et rien d’autre, de 0 à 1 ; s’il commence par elle, c’est presque elle.
  justesse(siens) {
    const demande = this.part(siens);
    if (!demande) return 0;
    const reponse = siens.filter((mot) => this.dits(mot).length).length / siens.length;
    const debut = this.parties.every((_, i) => siens[i] && this.dits(siens[i]).includes(i)) ? 0.85 : 0;
    return Math.max(debut, (2 * demande * reponse) / (demande + reponse));
  }

  // Si ces mots sont la requête même.
  estDite(siens) {
    return siens.join() === this.parties.map(({ mot }) => mot).join();
  }
}
