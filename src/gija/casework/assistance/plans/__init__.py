"""Support plans: aims, steps and reviews agreed with the person, approved by somebody else, each edition kept."""
