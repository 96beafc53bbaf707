"""The screens: Qt Widgets that show what the coordinator knows and ask it to act."""
