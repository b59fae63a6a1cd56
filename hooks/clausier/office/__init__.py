"""Office files, Word and Excel, made once in Python; imports nothing of MkDocs.

For Word: Markdown becomes WordprocessingML (``fragments``), blanks are filled in it (``fill``), a base prepared once
receives it (``package``). The workshop of the site does the last two in the browser, from the same strings.
"""
