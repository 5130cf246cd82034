"""What a person types: one thin module a command, loaded by name; exit codes are decided in `main`."""
