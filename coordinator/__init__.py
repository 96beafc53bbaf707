"""Session Coordinator without its screens: everything a program for group sessions knows and does."""
