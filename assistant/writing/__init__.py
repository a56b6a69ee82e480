"""Answers written by a chat model from numbered evidence, each statement verified before it is shown."""
