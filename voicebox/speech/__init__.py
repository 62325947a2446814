"""The voice: a speaker in this process, a worker in another."""
