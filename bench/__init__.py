"""Measurements of the program: how much of what is wrong the gate finds, and what a lying model gets past it."""
