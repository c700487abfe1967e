"""The web page: routes, templates and the worker that answers; the same calls as the commands."""
