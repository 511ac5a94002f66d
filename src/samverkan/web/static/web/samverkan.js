// What pages do beside htmx. Everything works without it.
