"""Bring a published text into the library: a .docx, .pdf, .odt or text file becomes ``conventions/<id>/``.

One way again: file -> blocks (one reader a format) -> units (lines whose role is seen) -> draft (articles, fiches) ->
names masked -> files. What a layout looks like is data: ``mises-en-page.yml``.
"""
