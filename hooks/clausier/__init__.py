"""The library of the Clausier CTG, without any site generator.

Data flows one way: files -> read -> check -> library -> links -> pages and exports.
Nothing here imports MkDocs: ``hooks/bibliotheque.py`` turns its events into calls.
"""
