"""What runs on the learner's side of the wall: numpy and the course, no torch, and nothing worth stealing."""
