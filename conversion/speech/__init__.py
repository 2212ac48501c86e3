"""Who said what: names, roles, quotation marks, attributions and bylines in running text."""
