"""What a learner receives: an Open Badges 2.0 assertion and an Open Badges 3.0 credential, signed and baked."""
