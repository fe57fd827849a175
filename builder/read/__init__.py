"""From author files to the model: one file here for each kind of author file."""
