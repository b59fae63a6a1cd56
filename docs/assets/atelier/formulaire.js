// Le formulaire des blancs, par section ; il écrit dans C.valeurs et suit ce qu’un autre onglet y change.
(function (C) {
  "use strict";
  function saisie(champ, id, valeur, quand) {
    const v = C.saisie(valeur);
    const commun = { id, name: champ.id };
    let e;
    if (champ.type === "choix") {
      e = C.element("select", commun, new Option("— à choisir —", ""), ...champ.choix.map((c) => new Option(c, c)));
      if (v && !champ.choix.includes(v)) e.append(new Option(v, v));
    } else if (champ.type === "texte-long" || champ.type === "liste") e = C.element("textarea", { ...commun, rows: champ.type === "liste" ? 3 : 4 });
    else e = C.element("input", { ...commun, type: champ.type === "date" ? "date" : "text", autocomplete: "off" });
    if (champ.type === "nombre") e.inputMode = "decimal";
    e.value = v;
    e.addEventListener("input", () => quand(champ.type === "liste" ? e.value.split("\n").filter((x) => x.trim()) : e.value));
    return e;
  }

  function rangee(champ, id, v, quand) {
    const aide = [champ.aide, champ.type === "liste" && "Un élément par ligne.", champ.exemple && `Exemple : ${Array.isArray(champ.exemple) ? champ.exemple.join(" ; ") : C.jour(String(champ.exemple))}`].filter(Boolean).join(" ");
    const e = saisie(champ, id, v, quand);
    if (aide) e.setAttribute("aria-describedby", `${id}-aide`);
    return C.element(
      "div",
      { className: "champ" },
      C.element("label", { for: id, textContent: champ.libelle[0].toUpperCase() + champ.libelle.slice(1) }),
      e,
      aide && C.element("p", { id: `${id}-aide`, className: "champ__aide", textContent: aide }),
    );
  }

  function groupe(champ, lire, ecrire) {
    const lieu = C.element("fieldset", { className: "champ champ--groupe", id: `champ-${champ.id}`, tabIndex: -1 }, C.element("legend", { textContent: champ.libelle[0].toUpperCase() + champ.libelle.slice(1) }));
    if (champ.aide) lieu.append(C.element("p", { className: "champ__aide", textContent: champ.aide }));
    const liste = C.element("ol", { className: "elements" });
    const ajouter = C.element("button", { type: "button", className: "bouton bouton--discret", textContent: "Ajouter" });
    ajouter.append(C.element("span", { className: "lu", textContent: ` : ${champ.libelle}` }));
    lieu.append(liste, ajouter);

    function montrer() {
      const elements = lire();
      liste.replaceChildren(
        ...elements.map((el, i) => {
          const retirer = C.element("button", { type: "button", className: "lien", textContent: "Retirer" });
          retirer.append(C.element("span", { className: "lu", textContent: ` l’élément ${i + 1} de ${champ.libelle}` }));
          retirer.addEventListener("click", () => {
            ecrire(lire().filter((_, j) => j !== i));
            montrer();
            ajouter.focus();
          });
          return C.element(
            "li",
            {},
            ...champ.champs.map((sous) =>
              rangee(sous, `champ-${champ.id}-${i}-${sous.id}`, el[sous.id], (v) => {
                const tous = lire();
                tous[i] = { ...tous[i], [sous.id]: v };
                ecrire(tous);
              }),
            ),
            retirer,
          );
        }),
      );
    }
    ajouter.addEventListener("click", () => {
      ecrire([...lire(), {}]);
      montrer();
      const dernier = liste.lastElementChild.querySelector("input, select, textarea");
      if (dernier) dernier.focus();
    });
    montrer();
    return lieu;
  }

  // Pose dans `lieu` les champs donnés, section par section.
  C.formulaire = function (lieu, sections, champs) {
    const etat = C.valeurs.lire();
    const ouvertes = new Set([...lieu.querySelectorAll("details[open]")].map((d) => d.dataset.section));
    const premiere = !lieu.children.length;
    lieu.replaceChildren(
      ...sections
        .map((section, rang) => {
          const siens = champs.filter((c) => c.section === section.id);
          if (!siens.length) return null;
          const remplis = siens.filter((c) => C.remplie(etat.valeurs[c.id])).length;
          return C.element(
            "details",
            { className: "repli", "data-section": section.id, open: ouvertes.has(section.id) || (premiere && rang === 0) },
            C.element("summary", {}, section.titre, " ", C.element("span", { className: "discret", textContent: `${remplis} sur ${siens.length}` })),
            section.aide && C.element("p", { className: "discret", textContent: section.aide }),
            ...siens.map((champ) =>
              champ.type === "groupe"
                ? groupe(champ, () => C.elements(C.valeurs.lire().valeurs[champ.id]), (v) => C.valeurs.ecrireChamp(champ.id, v))
                : rangee(champ, `champ-${champ.id}`, etat.valeurs[champ.id], (v) => C.valeurs.ecrireChamp(champ.id, v)),
            ),
          );
        })
        .filter(Boolean),
    );
  };

  // Met à jour les comptes sans toucher à ce que le visiteur est en train d’écrire.
  C.recompter = function (lieu, champs) {
    const { valeurs } = C.valeurs.lire();
    lieu.querySelectorAll("details[data-section]").forEach((d) => {
      const siens = champs.filter((c) => c.section === d.dataset.section);
      d.querySelector("summary .discret").textContent = `${siens.filter((c) => C.remplie(valeurs[c.id])).length} sur ${siens.length}`;
    });
  };
})((window.Clausier = window.Clausier || {}));
