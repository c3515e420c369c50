"""Painters of rows and cells: they ask a model for roles and never query."""
