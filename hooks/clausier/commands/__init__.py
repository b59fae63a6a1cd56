"""The command ``clausier``: one module a command; what they share is in ``console``, ``parser``, ``root`` and ``ask``."""
