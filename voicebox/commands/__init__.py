"""What each command of the command line does. One module for each group; `cli` reads argv."""
