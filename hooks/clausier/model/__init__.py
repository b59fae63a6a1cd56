"""The documents and vocabularies, typed. Unknown keys are errors; what is missing stays missing."""
