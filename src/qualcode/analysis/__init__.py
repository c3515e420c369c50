"""Numbers about a study: counted from columns of rows, without a database."""
