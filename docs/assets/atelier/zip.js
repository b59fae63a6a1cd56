// Un fichier .docx ou .xlsx est une archive ZIP. On l’écrit sans compression : quelques dizaines de kilo-octets, aucune bibliothèque.
// Format : APPNOTE.TXT de PKWARE, § 4.3 (en-têtes locaux, répertoire central, fin).
(function (C) {
  "use strict";
  const TABLE = new Uint32Array(256).map((_, n) => {
    for (let k = 0; k < 8; k += 1) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
    return n >>> 0;
  });
  function crc32(octets) {
    let crc = 0xffffffff;
    for (const octet of octets) crc = TABLE[(crc ^ octet) & 0xff] ^ (crc >>> 8);
    return (crc ^ 0xffffffff) >>> 0;
  }
  const DATE = 0x5a21; // 1er janvier 2025 : un fichier ne dit pas quand il a été fait

  function entete(signature, champs) {
    const vue = new DataView(new ArrayBuffer(4 + champs.reduce((n, [taille]) => n + taille, 0)));
    vue.setUint32(0, signature, true);
    let ou = 4;
    for (const [taille, v] of champs) {
      taille === 2 ? vue.setUint16(ou, v, true) : vue.setUint32(ou, v, true);
      ou += taille;
    }
    return new Uint8Array(vue.buffer);
  }

  // `parties` : [chemin, texte] dans l’ordre ; rend un Blob.
  C.zip = function (parties, type) {
    const encodeur = new TextEncoder();
    const corps = [];
    const repertoire = [];
    let ou = 0;
    for (const [chemin, texte] of parties) {
      const nom = encodeur.encode(chemin);
      const contenu = encodeur.encode(texte);
      const commun = [[2, 20], [2, 0x0800], [2, 0], [2, 0], [2, DATE], [4, crc32(contenu)], [4, contenu.length], [4, contenu.length], [2, nom.length], [2, 0]];
      const local = entete(0x04034b50, commun);
      corps.push(local, nom, contenu);
      repertoire.push(entete(0x02014b50, [[2, 20], ...commun, [2, 0], [2, 0], [2, 0], [4, 0], [4, ou]]), nom);
      ou += local.length + nom.length + contenu.length;
    }
    const taille = repertoire.reduce((n, x) => n + x.length, 0);
    const fin = entete(0x06054b50, [[2, 0], [2, 0], [2, parties.length], [2, parties.length], [4, taille], [4, ou], [2, 0]]);
    return new Blob([...corps, ...repertoire, fin], { type });
  };
})((window.Clausier = window.Clausier || {}));
