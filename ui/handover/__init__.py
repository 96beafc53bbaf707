"""Handing one session over to a substitute, opening such a packet, and taking in what comes back."""
