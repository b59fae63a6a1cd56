// La boîte de recherche. Chargée à la première ouverture : rien n’est demandé avant.
const SORTES = ["Clause", "Fiche-action", "Texte publié", "Thème", "Guide"];
const PAR_PAGE = 10;
const ELISIONS = /(^|[^\p{L}])(?:l|d|j|m|t|s|c|n|qu|jusqu|lorsqu|puisqu|quoiqu)'(?=\p{L})/giu;

const VIDES = new Set("à au aux ce comment de des du elle en est est-ce et il je la le les leur ma mes mon ou où par pour quand que quel quelle quelles quels qui quoi se ses si son sont sur un une y".split(" "));

// Ce que l’index sait déjà (accents, pluriels) n’est pas refait ; seuls le sont l’apostrophe, l’élision et « oe ».
export function normaliser(saisie) {
  return saisie
    .normalize("NFC")
    .replace(/[’ʼ‘´`]/g, "'")
    .replace(ELISIONS, "$1")
    .replace(/[«»“”"]/g, " ")
    .replace(/oe(?=u|i)/gi, "œ")
    .split(/[\s,;:!?.()]+/)
    .filter((mot, i, tous) => mot && !(VIDES.has(mot.toLowerCase()) && tous.some((m) => m && !VIDES.has(m.toLowerCase()))))
    .join(" ");
}

function francais(texte) {
  return texte.replace(/(\p{L})'(?=\p{L})/gu, "$1’").replace(/ (?=[;!?])/g, "\u202f").replace(/ (?=:)|(?<=«) | (?=»)/g, "\u00a0");
}

// Un extrait vient avec des <mark> ; on n’en garde que le texte et ces marques.
function extrait(source) {
  const inerte = new DOMParser().parseFromString(source, "text/html").body;
  const propre = document.createElement("p");
  propre.className = "trouve__extrait";
  for (const noeud of inerte.childNodes) {
    const texte = francais(noeud.textContent);
    if (noeud.nodeName === "MARK") {
      const marque = document.createElement("mark");
      marque.textContent = texte;
      propre.append(marque);
    } else propre.append(texte);
  }
  return propre;
}

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
  const boite = element("dialog", { className: "recherche" }, element("div", { className: "recherche__haut" }, fermer), formulaire, etat, liste, suite);
  boite.setAttribute("aria-label", "Recherche");
  document.body.append(boite);

  let moteur = null;
  let demande = 0;
  let trouves = [];
  let montres = 0;

  async function charger() {
    moteur = await import(new URL("recherche/pagefind.js", racine).href);
    await moteur.options({ baseUrl: racine.pathname, excerptLength: 26 });
    await moteur.init();
    const filtres = await moteur.filters();
    for (const nom of Object.keys(filtres.theme || {}).sort((a, b) => a.localeCompare(b, "fr"))) theme.append(new Option(nom, nom));
  }

  async function montrer(numero) {
    const lot = await Promise.all(trouves.slice(montres, montres + PAR_PAGE).map((r) => r.data()));
    if (numero !== demande) return;
    for (const page of lot) {
      const lien = element("a", { href: page.url, textContent: francais(page.meta.title || page.url) });
      const lieu = element("p", { className: "trouve__lieu", textContent: [page.meta.sorte, francais(page.meta.lieu || "")].filter(Boolean).join(" · ") });
      const sections = (page.sub_results || []).filter((s) => s.url.includes("#") && s.title !== page.meta.title).slice(0, 3);
      const vers = element("p", { className: "trouve__sections" });
      sections.forEach((s, i) => vers.append(i ? " · " : "", element("a", { href: s.url, textContent: francais(s.title) })));
      liste.append(element("li", {}, lien, lieu, extrait(page.excerpt), ...(sections.length ? [vers] : [])));
    }
    montres += lot.length;
    suite.hidden = montres >= trouves.length;
  }

  async function chercher() {
    const numero = (demande += 1);
    const mots = normaliser(champ.value);
    if (!mots) {
      liste.replaceChildren();
      suite.hidden = true;
      etat.textContent = "";
      return;
    }
    try {
      if (!moteur) await charger();
      const filters = { ...(sorte.value && { sorte: sorte.value }), ...(theme.value && { theme: theme.value }) };
      const reponse = await moteur.search(mots, { filters });
      if (numero !== demande) return;
      trouves = reponse.results;
      montres = 0;
      liste.replaceChildren();
      const n = trouves.length;
      etat.textContent = n ? `${n} ${n > 1 ? "pages trouvées" : "page trouvée"}` : "Aucune page. Essayez un mot de moins, ou « Toutes les pages ».";
      await montrer(numero);
    } catch (refus) {
      moteur = null;
      etat.textContent = "La recherche n’est pas disponible ici (aperçu, ou page ouverte sans serveur). Les listes du site restent complètes.";
    }
  }

  let attente = 0;
  champ.addEventListener("input", () => {
    clearTimeout(attente);
    attente = setTimeout(chercher, 120);
  });
  sorte.addEventListener("change", chercher);
  theme.addEventListener("change", chercher);
  suite.addEventListener("click", () => {
    const premier = liste.children.length;
    montrer(demande).then(() => liste.children[premier] && liste.children[premier].querySelector("a").focus());
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
  // L’index se prépare pendant que le visiteur tape.
  const pret = charger().catch(() => (moteur = null));
  return {
    ouvrir() {
      boite.showModal();
      champ.focus();
      champ.select();
      return pret;
    },
  };
}
