// Un texte ramené à ce que l’on tape : sans casse, sans accent, une seule apostrophe. Même règle que hooks/clausier/folding.py.
(function (C) {
  "use strict";
  const ELISION = /^(?:l|d|j|m|t|s|c|n|qu|jusqu|lorsqu|puisqu|quoiqu)'(?=.)/;

  C.plier = (texte) =>
    texte
      .toLowerCase()
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .replace(/œ/g, "oe")
      .replace(/æ/g, "ae")
      .replace(/[’ʼ‘´`]/g, "'")
      .replace(/[\s\-‐‑–—]+/g, " ");

  // Les mots d’une demande : « l’accès » et « accès » demandent la même chose.
  C.motsDe = (demande) =>
    C.plier(demande)
      .split(/[\s,;:!?.()«»“”"/]+/)
      .map((mot) => mot.replace(ELISION, "").replace(/^'+|'+$/g, ""))
      .filter(Boolean);
})((window.Clausier = window.Clausier || {}));
