"""From the model to what learners see: pages, style, and the run-time script."""
