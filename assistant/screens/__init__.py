"""The screens of the assistant: the conversation, and the page that a citation opens."""
