"""What a user can do in the window, as data: menus, toolbar, keys and the list of keys are made from these tables."""
