"""What is right, as data that every part of the product is held to."""
