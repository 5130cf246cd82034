"""Beginning an authority: a new policy folder or a copy of one, by itself, in a store, or as a package to install."""
