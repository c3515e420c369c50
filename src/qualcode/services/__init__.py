"""What a user can do with a study: one class per noun, one method per verb. The only door for every front end."""
