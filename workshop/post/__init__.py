"""Mails: the digest that reminds people of their actions, where the settings name a mail server."""
