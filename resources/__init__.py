"""What the program ships and does not compute: icons, fonts, styles, templates, the sample clinic."""
