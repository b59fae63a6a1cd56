// La boîte de recherche. Chargée à la première ouverture : rien n’est demandé avant.
import { creerMoteur } from "./recherche/moteur.js";
import { francais } from "./recherche/mots.js";

const SORTES = ["Clause", "Fiche-action", "Texte publié", "Thème", "Guide", "Modèle", "Sigle"];
const PAR_PAGE = 6;
// En millisecondes : deux lettres tapées ensemble ne font qu’une recherche ; plus long, on attendrait.
const DELAI = 40;
const AILLEURS = [
  ["Le glossaire", "glossaire/", "que veut dire ce sigle ?"],
  ["Les questions fréquentes", "reperes/questions-frequentes/", "les réponses courtes"],
  ["Les thèmes", "themes/", "tout ce qui touche à la petite enfance, au logement…"],
  ["Les clauses", "clauses/", "la liste entière"],
  ["Les fiches-actions", "fiches/", "la liste entière"],
  ["Les textes publiés", "conventions/", "la liste entière"],
];

function element(nom, proprietes = {}, ...enfants) {
  const e = Object.assign(document.createElement(nom), proprietes);
  e.append(...enfants);
  return e;
}

export async function creer(bouton) {
  const racine = new URL(bouton.dataset.racine, location.href);
  const champ = element("input", { type: "text", id: "recherche-champ", autocomplete: "off", spellcheck: false, enterKeyHint: "search" });
  const sorte = element("select", { id: "recherche-sorte" }, new Option("Toutes les pages", ""), ...SORTES.map((s) => new Option(s, s)));
  const theme = element("select", { id: "recherche-theme" }, new Option("Tous les thèmes", ""));
  const etat = element("p", { className: "recherche__etat" });
  etat.setAttribute("role", "status");
  const liste = element("ol", { className: "trouves" });
  const aide = element("div", { className: "recherche__aide" });
  const suite = element("button", { type: "button", className: "bouton bouton--discret", textContent: "Voir la suite", hidden: true });
  const fermer = element("button", { type: "button", className: "recherche__fermer", textContent: "Fermer" });
  const formulaire = element(
    "form",
    { className: "recherche__champs" },
    element("div", { className: "recherche__saisie" }, element("label", { htmlFor: champ.id, textContent: "Rechercher dans le site" }), champ),
    element("div", {}, element("label", { htmlFor: sorte.id, textContent: "Sorte de page" }), sorte),
    element("div", {}, element("label", { htmlFor: theme.id, textContent: "Thème" }), theme),
  );
  formulaire.setAttribute("role", "search");
  const boite = element("dialog", { className: "recherche" }, element("div", { className: "recherche__haut" }, fermer), formulaire, etat, liste, suite, aide);
  boite.setAttribute("aria-label", "Recherche");
  document.body.append(boite);

  let moteur = null;
  let demande = 0;
  let trouves = [];
  let montres = 0;

  async function charger() {
    moteur = await creerMoteur(racine);
    theme.append(...moteur.themes.map((nom) => new Option(nom, nom)));
    return moteur;
  }
  // L’index se prépare pendant que le visiteur tape.
  let pret = charger();
  pret.catch(() => {});

  // Ce que l’on peut faire d’autre : sous une boîte vide, et quand rien ne répond.
  function aider(mot, restreinte) {
    aide.replaceChildren();
    aide.hidden = mot === null;
    if (mot === null) return;
    if (restreinte) {
      const partout = element("button", { type: "button", className: "bouton bouton--discret", textContent: "Chercher dans toutes les pages" });
      partout.addEventListener("click", () => {
        sorte.value = theme.value = "";
        champ.focus();
        chercher();
      });
      aide.append(element("p", {}, partout));
    }
    const liens = AILLEURS.map(([nom, adresse, quoi]) =>
      element("li", {}, element("a", { href: new URL(adresse, racine).href, textContent: nom }), francais(` : ${quoi}`)),
    );
    aide.append(element("p", { textContent: mot }), element("ul", {}, ...liens));
  }

  function unResultat(page) {
    const lieu = [page.sorte, page.lieu].filter(Boolean).join(" · ");
    const ligne = element(
      "li",
      {},
      element("a", { href: new URL(page.adresse, racine).href, textContent: francais(page.titre) }),
      element("p", { className: "trouve__lieu", textContent: francais(lieu) }),
    );
    return ligne;
  }

  // Le nom d’abord, tout de suite ; l’extrait et les sections quand ils arrivent.
  async function completer(ligne, page) {
    const lue = await page.lire();
    const sections = lue.sections.map(([titre, ancre]) => [titre, new URL(`#${ancre}`, new URL(page.adresse, racine)).href]);
    const questions = (page.aussi || []).map((q) => [q.titre, new URL(q.adresse, racine).href]);
    const vers = element("p", { className: "trouve__sections" });
    [...questions, ...sections].slice(0, 3).forEach(([nom, adresse], i) => vers.append(i ? " · " : "", element("a", { href: adresse, textContent: francais(nom) })));
    const extrait = lue.extrait.map(([texte, cherche]) => (cherche ? element("mark", { textContent: francais(texte) }) : francais(texte)));
    ligne.append(element("p", { className: "trouve__extrait" }, ...extrait), ...(vers.childNodes.length ? [vers] : []));
  }

  function montrer() {
    const lot = trouves.slice(montres, montres + PAR_PAGE).map((page) => [unResultat(page), page]);
    liste.append(...lot.map(([ligne]) => ligne));
    montres += lot.length;
    suite.hidden = montres >= trouves.length;
    return Promise.all(lot.map(([ligne, page]) => completer(ligne, page)));
  }

  async function chercher() {
    const numero = (demande += 1);
    const tapee = champ.value;
    const saisie = tapee.trim();
    const restreinte = Boolean(sorte.value || theme.value);
    if (saisie.length < 2) {
      liste.replaceChildren();
      suite.hidden = true;
      etat.textContent = saisie ? "Encore une lettre : un sigle en compte au moins deux." : "";
      aider("Un mot, un sigle ou une question entière. Vous pouvez aussi ouvrir :", false);
      liste.dataset.pour = tapee;
      return;
    }
    try {
      if (!moteur) etat.textContent = "Préparation de la recherche…";
      const pretes = await pret.catch(() => (pret = charger()));
      const { pages, corrigees } = await pretes.chercher(saisie, { sorte: sorte.value, theme: theme.value });
      if (numero !== demande) return;
      trouves = pages;
      montres = 0;
      liste.replaceChildren();
      const n = pages.length;
      const pourquoi = corrigees.map(([tape, lu]) => ` « ${lu} » a été lu pour « ${tape} ».`).join("");
      etat.textContent = francais((n ? `${n} ${n > 1 ? "pages trouvées" : "page trouvée"}.` : `Rien pour « ${saisie} »${restreinte ? " avec ces filtres" : ""}.`) + pourquoi);
      aider(n ? null : "Essayez un mot de moins, ou un mot plus courant. Vous pouvez aussi ouvrir :", restreinte);
      const complet = montrer();
      liste.dataset.pour = tapee;
      await complet;
    } catch (refus) {
      liste.replaceChildren();
      suite.hidden = true;
      etat.textContent = "La recherche n’est pas disponible ici (aperçu, ou page ouverte sans serveur).";
      aider("Les listes du site restent complètes :", false);
    }
  }

  let attente = 0;
  champ.addEventListener("input", () => {
    clearTimeout(attente);
    attente = setTimeout(chercher, DELAI);
  });
  sorte.addEventListener("change", chercher);
  theme.addEventListener("change", chercher);
  suite.addEventListener("click", () => {
    const premier = liste.children.length;
    montrer().catch(() => {});
    if (liste.children[premier]) liste.children[premier].querySelector("a").focus();
  });
  formulaire.addEventListener("submit", (e) => {
    e.preventDefault();
    const premier = liste.querySelector("a");
    if (premier) premier.focus();
  });
  // Flèches : du champ aux résultats et d’un résultat à l’autre.
  boite.addEventListener("keydown", (e) => {
    if (e.key !== "ArrowDown" && e.key !== "ArrowUp") return;
    if (e.target.tagName === "SELECT") return;
    const cibles = [champ, ...liste.querySelectorAll("li > a")];
    const rang = cibles.indexOf(document.activeElement);
    const suivant = cibles[rang + (e.key === "ArrowDown" ? 1 : -1)];
    if (rang >= 0 && suivant) {
      e.preventDefault();
      suivant.focus();
    }
  });
  fermer.addEventListener("click", () => boite.close());
  boite.addEventListener("click", (e) => {
    if (e.target === boite) boite.close();
  });
  boite.addEventListener("close", () => bouton.focus());
  chercher();
  return {
    ouvrir() {
      boite.showModal();
      champ.focus();
      champ.select();
      return pret;
    },
  };
}
