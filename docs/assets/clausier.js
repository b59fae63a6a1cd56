// Ce que les pages font de plus avec les scripts : menu du téléphone, affichage sombre, copie vers Word.
// Sans eux, tout se lit et tout s’atteint.
(function () {
  "use strict";
  const racine = document.documentElement;

  // --- Menu du téléphone ---
  const menu = document.querySelector(".entete__menu");
  if (menu) {
    const portes = document.getElementById("portes");
    menu.hidden = false;
    const ouvrir = (oui) => {
      menu.setAttribute("aria-expanded", String(oui));
      portes.classList.toggle("portes--ouvertes", oui);
    };
    menu.addEventListener("click", () => ouvrir(menu.getAttribute("aria-expanded") !== "true"));
    document.addEventListener("keydown", (e) => {
      if (e.key === "Escape" && menu.getAttribute("aria-expanded") === "true") {
        ouvrir(false);
        menu.focus();
      }
    });
  }

  // --- Recherche : rien n’est chargé avant la première ouverture ---
  const chercher = document.querySelector("button.chercher");
  if (chercher && window.HTMLDialogElement) {
    let boite = null;
    chercher.hidden = false;
    chercher.addEventListener("click", async () => {
      // Une adresse entière : « assets/… », comme l’écrit la page d’accueil, serait lue comme un nom de module.
      boite = boite || (await (await import(new URL(chercher.dataset.module, document.baseURI).href)).creer(chercher));
      boite.ouvrir();
    });
  }

  // --- Affichage sombre ou clair ---
  const bascule = document.querySelector(".bascule");
  if (bascule) {
    const systeme = window.matchMedia("(prefers-color-scheme: dark)");
    const sombre = () => (racine.dataset.affichage ? racine.dataset.affichage === "sombre" : systeme.matches);
    const montrer = () => bascule.setAttribute("aria-pressed", String(sombre()));
    bascule.hidden = false;
    montrer();
    systeme.addEventListener("change", montrer);
    bascule.addEventListener("click", () => {
      racine.dataset.affichage = sombre() ? "clair" : "sombre";
      try {
        localStorage.setItem("clausier.affichage", racine.dataset.affichage);
      } catch (refus) {
        // Le choix vaut alors pour cette page seule.
      }
      montrer();
    });
  }

  // --- Copier ---
  // Un seul objet porte le texte riche et le texte nu : Word garde titres et listes, un courriel garde les lignes.
  const BLOCS = new Set(["P", "LI", "H2", "H3", "H4", "TR", "BLOCKQUOTE", "DIV", "UL", "OL", "TABLE"]);

  function propre(noeud) {
    const copie = noeud.cloneNode(true);
    copie.querySelectorAll(".headerlink, .lu, button:not(.sigle)").forEach((x) => x.remove());
    copie.querySelectorAll(".sigle").forEach((sigle) => sigle.replaceWith(...sigle.childNodes));
    copie.querySelectorAll("a").forEach((lien) => {
      // Un lien relatif du site ne mène nulle part depuis Word ; ses mots restent.
      if (!/^https?:/.test(lien.getAttribute("href") || "")) lien.replaceWith(...lien.childNodes);
    });
    copie.querySelectorAll(".blanc").forEach((blanc) => {
      // La politique de contenu (hooks/clausier/csp.py) n’admet que ce style-là, à la lettre.
      blanc.setAttribute("style", "background:#fdeccf");
    });
    copie.querySelectorAll("*").forEach((x) => {
      x.removeAttribute("class");
      x.removeAttribute("id");
      [...x.attributes].filter((a) => /^(data-|aria-|tabindex|role)/.test(a.name)).forEach((a) => x.removeAttribute(a.name));
    });
    return copie;
  }

  function texteNu(noeud, rang = { n: 0 }) {
    let texte = "";
    for (const enfant of noeud.childNodes) {
      // Entre deux cellules ou deux puces, l’espace du code n’est pas du texte.
      if (enfant.nodeType === Node.TEXT_NODE && /^(TABLE|THEAD|TBODY|TR|UL|OL)$/.test(noeud.tagName)) continue;
      if (enfant.nodeType === Node.TEXT_NODE) texte += enfant.data.replace(/[ \t\n\r]+/g, " ");
      else if (enfant.tagName === "BR") texte += "\n";
      else if (enfant.tagName === "LI") {
        const puce = noeud.tagName === "OL" ? `${(rang.n += 1)}. ` : "- ";
        texte += `\n${puce}${texteNu(enfant).trim()}`;
      } else if (enfant.tagName === "TD" || enfant.tagName === "TH") texte += texteNu(enfant).trim() + "\t";
      else if (enfant.nodeType === Node.ELEMENT_NODE) {
        const dedans = texteNu(enfant);
        texte += BLOCS.has(enfant.tagName) ? `\n${enfant.tagName === "TR" ? "" : "\n"}${dedans.trim()}\n` : dedans;
      }
    }
    return texte.replace(/\n{3,}/g, "\n\n");
  }

  // Copie un élément de la page ; rend true si le navigateur l’a permis.
  async function copier(source, mention) {
    const contenu = propre(source);
    if (mention) {
      const ligne = document.createElement("p");
      ligne.append(mention);
      contenu.append(ligne);
    }
    const riche = `<div lang="fr">${contenu.innerHTML}</div>`;
    const nu = `${texteNu(contenu).replace(/^ +| +$/gm, "").replace(/\n{3,}/g, "\n\n").trim()}\n`;
    try {
      if (window.ClipboardItem && navigator.clipboard && navigator.clipboard.write) {
        await navigator.clipboard.write([
          new ClipboardItem({
            "text/html": new Blob([riche], { type: "text/html" }),
            "text/plain": new Blob([nu], { type: "text/plain" }),
          }),
        ]);
      } else {
        copierParEvenement(riche, nu);
      }
      return true;
    } catch (refus) {
      return false;
    }
  }

  // L’adresse que l’on peut donner : dans la copie hors ligne, celle de la page en ligne, pas celle d’un disque.
  function adressePublique(adresse = location.href) {
    const publique = location.protocol === "file:" && document.querySelector("link[rel=canonical]");
    const choix = new URL(adresse);
    return publique ? publique.href + choix.search + choix.hash : adresse;
  }
  window.Clausier = Object.assign(window.Clausier || {}, { copier, adressePublique });

  async function copierDepuis(bouton) {
    const outils = bouton.closest("[data-outils]");
    const avecMention = outils.querySelector("[data-avec-mention]:checked");
    const mention = avecMention && `Source : ${bouton.dataset.mention}, ${adressePublique().split("#")[0]}`;
    const fait = await copier(document.getElementById(bouton.dataset.copier), mention);
    outils.querySelector("[role=status]").textContent = fait
      ? `Copié : ${bouton.dataset.titre}. Collez dans Word.`
      : "Le navigateur refuse la copie : sélectionnez le texte et faites Ctrl + C.";
  }

  // Pages ouvertes sans https (partage réseau, fichier) : l’ancien chemin, par l’évènement « copy ».
  function copierParEvenement(riche, nu) {
    let fait = false;
    const remplir = (e) => {
      e.clipboardData.setData("text/html", riche);
      e.clipboardData.setData("text/plain", nu);
      e.preventDefault();
      fait = true;
    };
    document.addEventListener("copy", remplir, { once: true });
    document.execCommand("copy");
    document.removeEventListener("copy", remplir);
    if (!fait) throw new Error("copie refusée");
  }

  document.querySelectorAll("[data-outils]").forEach((outils) => {
    outils.hidden = false;
  });
  document.addEventListener("click", (e) => {
    const bouton = e.target.closest && e.target.closest("[data-copier]");
    if (bouton) copierDepuis(bouton);
  });

  // L’explication d’un sigle s’ouvre près de lui ; sans script, au bas de la fenêtre.
  document.addEventListener(
    "toggle",
    (e) => {
      if (e.newState !== "open" || !e.target.classList.contains("bulle")) return;
      const bouton = document.querySelector(`[popovertarget="${e.target.id}"]`);
      const ancre = bouton.getBoundingClientRect();
      const bulle = e.target.getBoundingClientRect();
      const dessous = ancre.bottom + 8 + bulle.height < innerHeight;
      e.target.style.bottom = "auto";
      e.target.style.left = `${Math.max(16, Math.min(ancre.left, innerWidth - bulle.width - 16))}px`;
      e.target.style.top = `${dessous ? ancre.bottom + 8 : Math.max(8, ancre.top - bulle.height - 8)}px`;
    },
    true,
  );

  // Une adresse avec # ouvre les replis qui la cachent, et l’impression les ouvre tous.
  const nommee = () => {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch (abimee) {
      return ""; // une adresse recopiée à moitié : « #% »
    }
  };
  const ouvrirVers = () => {
    const cible = document.getElementById(nommee());
    for (let d = cible && cible.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
  };
  window.addEventListener("hashchange", ouvrirVers);
  ouvrirVers();
  let fermes = [];
  window.addEventListener("beforeprint", () => {
    fermes = [...document.querySelectorAll("details:not([open])")];
    fermes.forEach((d) => (d.open = true));
  });
  window.addEventListener("afterprint", () => fermes.forEach((d) => (d.open = false)));
})();
