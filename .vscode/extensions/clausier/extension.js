// Fait lire l’en-tête des fichiers Markdown à l’extension YAML : elle le reçoit comme un document YAML à part, et ce qu’elle en
// dit (fautes, propositions, explications) est montré dans le fichier d’origine, aux mêmes lignes.
"use strict";

const vscode = require("vscode");
const { fin, seul } = require("./entete");

const MONDE = "clausier-entete";
const ATTENTE = 300; // millisecondes après la dernière frappe

function schemaDe(document) {
  const dossier = vscode.workspace.getWorkspaceFolder(document.uri);
  if (!dossier || document.languageId !== "markdown") return null;
  for (const { schema, fichiers } of vscode.workspace.getConfiguration("clausier", dossier.uri).get("schemas", [])) {
    for (const motif of fichiers) {
      if (vscode.languages.match({ pattern: new vscode.RelativePattern(dossier, motif) }, document)) {
        return vscode.Uri.joinPath(dossier.uri, schema).toString();
      }
    }
  }
  return null;
}

const double = (uri) => uri.with({ scheme: MONDE, path: `${uri.path}.yaml`, query: uri.scheme });
const origine = (uri) => uri.with({ scheme: uri.query || "file", path: uri.path.slice(0, -".yaml".length), query: "" });
const ouvert = (uri) => vscode.workspace.textDocuments.find((d) => d.uri.toString() === uri.toString());

function activate(context) {
  const fautes = vscode.languages.createDiagnosticCollection("clausier-entete");
  const change = new vscode.EventEmitter();
  const attentes = new Map();

  const suivre = async (document) => {
    if (!schemaDe(document)) return;
    const uri = double(document.uri);
    change.fire(uri);
    await vscode.workspace.openTextDocument(uri);
  };
  const bientot = (document) => {
    const cle = document.uri.toString();
    clearTimeout(attentes.get(cle));
    attentes.set(cle, setTimeout(() => { attentes.delete(cle); suivre(document); }, ATTENTE));
  };
  const demander = (commande) => async (document, position, _jeton, contexte) => {
    if (!schemaDe(document) || position.line === 0 || position.line >= fin(document.getText())) return null;
    await suivre(document);
    return vscode.commands.executeCommand(commande, double(document.uri), position, contexte && contexte.triggerCharacter);
  };

  context.subscriptions.push(
    fautes,
    change,
    vscode.workspace.registerTextDocumentContentProvider(MONDE, {
      onDidChange: change.event,
      provideTextDocumentContent(uri) {
        const document = ouvert(origine(uri));
        const schema = document && schemaDe(document);
        return schema ? seul(document.getText(), schema) : "";
      },
    }),
    vscode.workspace.onDidOpenTextDocument(suivre),
    vscode.workspace.onDidChangeTextDocument((e) => bientot(e.document)),
    vscode.workspace.onDidCloseTextDocument((document) => fautes.delete(document.uri)),
    vscode.languages.onDidChangeDiagnostics((e) => {
      for (const uri of e.uris.filter((u) => u.scheme === MONDE)) {
        if (ouvert(origine(uri))) fautes.set(origine(uri), vscode.languages.getDiagnostics(uri));
      }
    }),
    vscode.languages.registerCompletionItemProvider({ language: "markdown" }, { provideCompletionItems: demander("vscode.executeCompletionItemProvider") }, ":", " ", "-"),
    vscode.languages.registerHoverProvider({ language: "markdown" }, {
      provideHover: async (document, position) => ((await demander("vscode.executeHoverProvider")(document, position)) || [])[0],
    }),
  );
  vscode.workspace.textDocuments.forEach(suivre);
}

module.exports = { activate };
